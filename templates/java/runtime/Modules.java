import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Decides which modules of Java the image gets, and where Java finds each library. The Dockerfile runs
 * it: java Modules.java JAR REPOSITORY APP. The manifest of JAR lists the libraries, which are in
 * REPOSITORY. They are copied to APP/lib, and APP/libraries.options has their paths. The options
 * for jlink are printed.
 */
final class Modules {
  private static final Path MODULE_INFO = Path.of("module-info.java");
  private static final Path MODULES_FILE = Path.of("modules.txt");

  private static final Map<String, ModuleDescriptor> JAVA =
      ModuleFinder.ofSystem().findAll().stream()
          .map(ModuleReference::descriptor)
          .collect(toMap(ModuleDescriptor::name, descriptor -> descriptor));

  /** A file of classes, and the module in it: null if Java can't use the file as a module. */
  record Library(Path file, ModuleDescriptor module) {
    String name() {
      return file.getFileName().toString();
    }
  }

  /** A module, and the file that requires it. */
  record Need(String module, String by) {}

  private final Set<String> modules = new TreeSet<>(Set.of("java.base"));
  private final Set<String> locales = new LinkedHashSet<>();
  private final Set<Library> onModulePath = new LinkedHashSet<>();
  private final List<Library> libraries;
  private final boolean isModule = Files.exists(MODULE_INFO);

  private Modules(List<Library> libraries) {
    this.libraries = libraries;
  }

  public static void main(String[] args) throws IOException {
    Path app = Path.of(args[2]);
    Modules image = new Modules(copyLibraries(Path.of(args[0]), Path.of(args[1]), app.resolve("lib")));
    try {
      image.addNamed(Files.readAllLines(MODULES_FILE));
      image.addRequired();
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    image.addUsedByLibraries();
    Files.writeString(app.resolve("libraries.options"), image.javaOptions());
    System.out.print(image.jlinkOptions());
  }

  private static List<Library> copyLibraries(Path jar, Path repository, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    String listed;
    try (JarFile file = new JarFile(jar.toFile())) {
      listed = file.getManifest().getMainAttributes().getValue(Name.CLASS_PATH);
    }
    List<Library> libraries = new ArrayList<>();
    for (String path : listed == null ? new String[0] : listed.split(" ")) {
      Path from = repository.resolve(path);
      Path to = folder.resolve(from.getFileName());
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      libraries.add(new Library(to, moduleIn(to)));
    }
    return libraries;
  }

  private static ModuleDescriptor moduleIn(Path file) {
    try {
      return ModuleFinder.of(file).findAll().iterator().next().descriptor();
    } catch (FindException e) {
      return null; // It goes on the class path, where every file may be.
    }
  }

  /** Adds what modules.txt names. */
  private void addNamed(List<String> lines) {
    for (String line : lines) {
      List<String> words = List.of(line.replaceFirst("#.*", "").strip().split("\\s+"));
      List<String> names = words.subList(1, words.size());
      switch (words.get(0)) {
        case "" -> {}
        case "module" -> modules.addAll(names);
        case "locale" -> locales.addAll(names);
        default ->
            throw problem("modules.txt: a line begins with module or locale, not: %s", line);
      }
    }
    for (String name : modules) {
      if (!JAVA.containsKey(name)) {
        throw problem(
            "modules.txt names %s, which isn't a module of Java %d. Correct or remove that line.",
            name, Runtime.version().feature());
      }
    }
  }

  /** Follows what the service requires. Of the libraries, only these are on the module path. */
  private void addRequired() throws IOException {
    if (!isModule) {
      modules.add("java.se"); // The service declares no modules.
      return;
    }
    Map<String, Library> byName = new HashMap<>();
    for (Library library : libraries) {
      if (library.module != null) {
        byName.putIfAbsent(library.module.name(), library);
      }
    }
    Deque<Need> open = new ArrayDeque<>(requiredByService());
    while (!open.isEmpty()) {
      Need need = open.remove();
      Library library = byName.get(need.module);
      if (library != null && onModulePath.add(library)) {
        required(library).forEach(name -> open.add(new Need(name, library.name())));
      } else if (JAVA.containsKey(need.module)) {
        modules.add(need.module);
      } else if (library == null) {
        throw problem(
            "%s requires the module %s, which neither Java nor a library of pom.xml has. Add the"
                + " library to pom.xml and rewrite checksums.sha256, as README.md describes.",
            need.by, need.module);
      }
    }
  }

  private static List<Need> requiredByService() throws IOException {
    String source = Files.readString(MODULE_INFO).replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "");
    Matcher line =
        Pattern.compile("\\brequires\\s+(?!static\\b)(?:transitive\\s+)?([\\w.]+)\\s*;")
            .matcher(source);
    return line.results().map(one -> new Need(one.group(1), "module-info.java")).toList();
  }

  /** The modules that a library requires when it runs, not only to compile it. */
  private static Stream<String> required(Library library) {
    return library.module.requires().stream()
        .filter(one -> !one.modifiers().contains(Modifier.STATIC))
        .map(ModuleDescriptor.Requires::name);
  }

  /** Adds what a module declares, and what the classes of other libraries use. */
  private void addUsedByLibraries() {
    Predicate<Library> declares = one -> one.module != null && !one.module.isAutomatic();
    libraries.stream()
        .filter(declares)
        .flatMap(Modules::required)
        .filter(JAVA::containsKey)
        .forEach(modules::add);
    List<String> others =
        libraries.stream().filter(declares.negate()).map(one -> one.file.toString()).toList();
    if (!others.isEmpty()) {
      modules.addAll(usedByClasses(others));
    }
  }

  private static Set<String> usedByClasses(List<String> files) {
    String release = String.valueOf(Runtime.version().feature());
    List<String> command = new ArrayList<>();
    command.addAll(List.of("--multi-release", release, "--ignore-missing-deps", "-summary"));
    command.addAll(files);
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    if (jdeps.run(printer, printer, command.toArray(String[]::new)) != 0) {
      System.err.println("jdeps can't read every library: the image gets all of java.se. " + out);
      return Set.of("java.se", "jdk.unsupported");
    }
    Set<String> used = new TreeSet<>();
    out.toString()
        .lines()
        .map(line -> line.replaceFirst(".* -> ", ""))
        .filter(JAVA::containsKey)
        .forEach(used::add);
    return used;
  }

  private String jlinkOptions() {
    String options = "--add-modules=" + String.join(",", modules) + "\n";
    boolean isLimited = modules.contains("jdk.localedata") && !locales.contains("*");
    locales.add("en");
    return isLimited ? options + "--include-locales=" + String.join(",", locales) + "\n" : options;
  }

  private String javaOptions() {
    List<String> modulePath = new ArrayList<>();
    List<String> classPath = new ArrayList<>();
    (isModule ? modulePath : classPath).add("/app/lib/service.jar");
    for (Library library : libraries) {
      (onModulePath.contains(library) ? modulePath : classPath).add("/app/lib/" + library.name());
    }
    // Libraries may use modules that the service itself doesn't require.
    String all = isModule && !libraries.isEmpty() ? "--add-modules=ALL-SYSTEM\n" : "";
    return all + option("--module-path=", modulePath) + option("--class-path=", classPath);
  }

  private static String option(String flag, List<String> files) {
    return files.isEmpty() ? "" : flag + String.join(":", files) + "\n";
  }

  private static IllegalStateException problem(String format, Object... values) {
    return new IllegalStateException(String.format(format, values));
  }
}
