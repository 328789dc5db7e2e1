# Added by hardening/build/find_library.py. The function above runs ldconfig and gcc, which a
# hardened image doesn't have. Packages such as psycopg look for their library with it.
_find_library_with_tools = find_library


def find_library(name):
    import glob

    for folder in ("/usr/local/lib", "/usr/lib/*-linux-gnu", "/lib/*-linux-gnu", "/usr/lib", "/lib"):
        found = sorted(glob.glob(f"{folder}/lib{name}.so*"), key=len)
        if found:
            return os.path.basename(found[0])
    return _find_library_with_tools(name)
