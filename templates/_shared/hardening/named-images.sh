# shellcheck shell=sh
# What a Dockerfile builds on. verify.sh, and what else looks at the Dockerfile, read this file.

# named_images DOCKERFILE: every image that it names (FROM, --from=, --mount=...,from=, the syntax
# line), one a line, build arguments filled in. FROM sees only the arguments above the first FROM.
named_images() {
    awk '
    function expand(text, known,    name, value, rest) {
        while (match(text, /\$(\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\}|[A-Za-z_][A-Za-z0-9_]*)/)) {
            name = substr(text, RSTART + 1, RLENGTH - 1)
            rest = substr(text, RSTART + RLENGTH)
            text = substr(text, 1, RSTART - 1)
            gsub(/[{}]/, "", name)
            value = ""
            if (match(name, /:-/)) { value = substr(name, RSTART + 2); name = substr(name, 1, RSTART - 1) }
            if (name in known) value = known[name]
            text = text value rest
        }
        return text
    }
    function found(image) {
        gsub(/["\047]/, "", image)
        if (image != "scratch" && image !~ /^[0-9]+$/ && !(tolower(image) in stages)) print image ""
    }
    tolower($0) ~ /^# *syntax *=/ { sub(/^[^=]*= */, ""); found($1); next }
    /^[ \t]*#/ { next }
    { line = line $0 }
    /\\[ \t]*$/ { sub(/\\[ \t]*$/, " ", line); next }
    {
        count = split(line, word, " ")
        line = ""
        if (count == 0) next
        instruction = toupper(word[1])
        if (instruction == "ARG")
            for (i = 2; i <= count; i++)
                if (match(word[i], /=/)) {
                    value = substr(word[i], RSTART + 1)
                    gsub(/["\047]/, "", value)
                    name = substr(word[i], 1, RSTART - 1)
                    args[name] = expand(value, args)
                    if (!in_stage) global[name] = args[name]
                }
        if (instruction == "FROM") {
            for (i = 2; word[i] ~ /^--/; i++) { }
            in_stage = 1
            found(expand(word[i], global))
            if (toupper(word[i + 1]) == "AS") stages[tolower(word[i + 2])]
        } else
            for (i = 2; i <= count && (word[i] ~ /^--/); i++) {
                if (word[i] ~ /^--from=/) found(expand(substr(word[i], 8), args))
                if (word[i] ~ /^--mount=/) {
                    parts = split(substr(word[i], 9), part, ",")
                    for (j = 1; j <= parts; j++) if (part[j] ~ /^from=/) found(expand(substr(part[j], 6), args))
                }
            }
    }' "$1"
}
