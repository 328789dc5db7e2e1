# shellcheck shell=sh
# What a Dockerfile builds on. verify.sh, and what else looks at the Dockerfile, read this file.

# named_images DOCKERFILE: every image that it names (FROM, --from=, --mount=...,from=, the syntax
# line), one a line, build arguments filled in. An image without a value is printed as it is written.
named_images() { named image "$1"; }

# added_urls DOCKERFILE: every address that ADD fetches without a checksum, one a line.
added_urls() { named url "$1"; }

named() {
    sources=$(dockerfile_sources "$2") || return 1
    echo "$sources" | sed -n "s/^$1 //p"
}

# has_digest IMAGE: whether it ends with a digest of the right form.
has_digest() {
    hex=${1##*@sha256:}
    case $1 in *@sha256:*) ;; *) return 1 ;; esac
    case $hex in *[!0-9a-f]*) return 1 ;; esac
    [ ${#hex} -eq 64 ]
}

# dockerfile_sources DOCKERFILE: reads it as BuildKit does, and prints "image NAME" and "url ADDRESS".
# A heredoc without an end is an error.
dockerfile_sources() {
    LC_ALL=C awk '
    # Variables as the shell has them: ${name:-word}, :+ and :?, # and %, / and //; no expansion in
    # single quotes. Quotes and escapes are removed.
    function expand(text, known,    i, one, out, quote, close_at) {
        for (i = 1; i <= length(text); i++) {
            one = substr(text, i, 1)
            if (quote == "\047") { if (one == quote) quote = ""; else out = out one }
            else if (one == escape && i < length(text)) out = out substr(text, ++i, 1)
            else if (one == "\"") quote = quote ? "" : one
            else if (one == "\047" && !quote) quote = one
            else if (one == "$" && substr(text, i + 1, 1) == "{") {
                close_at = end_of_braces(text, i + 2)
                out = out braces(substr(text, i + 2, close_at - i - 2), known)
                i = close_at
            } else if (one == "$" && match(substr(text, i + 1), /^([A-Za-z_][A-Za-z0-9_]*|[0-9@*#])/)) {
                out = out known[substr(text, i + 1, RLENGTH)]
                i += RLENGTH
            } else out = out one
        }
        return out
    }
    function end_of_braces(text, i,    depth, one) {
        for (depth = 1; i <= length(text); i++) {
            one = substr(text, i, 1)
            if (one == escape) i++
            else if (one == "{") depth++
            else if (one == "}" && --depth == 0) return i
        }
        return length(text) + 1
    }
    function braces(text, known,    name, rest, operator, word, value) {
        match(text, /^[A-Za-z_0-9]*/)
        name = substr(text, 1, RLENGTH)
        rest = substr(text, RLENGTH + 1)
        value = known[name]
        operator = substr(rest, 1, 1)
        if (rest ~ /^(:|##|%%|\/\/)/) operator = substr(rest, 1, 2)
        word = substr(rest, length(operator) + 1)
        # With a colon, empty counts as unset; so does what was never set.
        if (operator ~ /-$/) return value != "" || (operator == "-" && name in set) ? value : expand(word, known)
        if (operator ~ /\+$/) return value != "" || (operator == "+" && name in set) ? expand(word, known) : ""
        if (operator ~ /^#/) return substr(value, 1 + matching(value, word, operator == "##", 0, known))
        if (operator ~ /^%/) return substr(value, 1, length(value) - matching(value, word, operator == "%%", 1, known))
        if (operator ~ /^\//) return replace(value, word, operator == "//", known)
        return value
    }
    function glob(pattern,    i, one, out) {
        for (i = 1; i <= length(pattern); i++) {
            one = substr(pattern, i, 1)
            if (one == "*") out = out ".*"
            else if (one == "?") out = out "."
            else if (one ~ /[A-Za-z0-9_-]/) out = out one
            else out = out (one == "\\" || one == "^" ? "\\" one : "[" one "]")
        }
        return out
    }
    # The length of what a pattern matches.
    function matching(value, word, longest, at_end, known,    i, size, pattern, part) {
        pattern = "^" glob(expand(word, known)) "$"
        for (i = 0; i <= length(value); i++) {
            part = at_end ? substr(value, length(value) - i + 1) : substr(value, 1, i)
            if (part ~ pattern) { size = i; if (!longest) break }
        }
        return size + 0
    }
    function replace(value, word, all, known,    at, pattern, by, out) {
        at = index(word, "/")
        pattern = glob(expand(at ? substr(word, 1, at - 1) : word, known))
        by = at ? expand(substr(word, at + 1), known) : ""
        while (pattern != "" && value != "" && match(value, pattern) && RLENGTH > 0) {
            out = out substr(value, 1, RSTART - 1) by
            value = substr(value, RSTART + RLENGTH)
            if (!all) break
        }
        return out value
    }

    # Takes the next word off the text REST. A quote holds a word together; in a flag, it is removed.
    function next_word(unquoted,    i, one, word, quote) {
        sub(/^[ \t]+/, "", rest)
        for (i = 1; i <= length(rest); i++) {
            one = substr(rest, i, 1)
            if (!quote && one ~ /[ \t]/) break
            if (one == "\\" && quote != "\047" && i < length(rest)) {
                word = word (unquoted ? "" : one) substr(rest, ++i, 1)
                continue
            }
            if (quote ? one == quote : one == "\"" || one == "\047") {
                quote = quote ? "" : one
                if (unquoted) continue
            }
            word = word one
        }
        rest = substr(rest, i)
        return word
    }

    function found(written, image, stages_end) {
        if (image == "" || image ~ /[ \t]/) image = written
        if (image == "scratch") return
        # FROM sees the stages above it, and --from all of them.
        if (stages_end == 0 && (tolower(image) in stages)) return
        name_of[++images] = image
        is_from[images] = stages_end == 0
    }
    function define(pair,    at, name) {
        at = index(pair, "=")
        name = at ? substr(pair, 1, at - 1) : pair
        if (!at && !(name in global)) return
        args[name] = at ? expand(substr(pair, at + 1), args) : global[name]
        set[name]
        if (!in_stage) global[name] = args[name]
    }
    # Known in FROM without ARG. A stage for each architecture is named by one of these.
    function platform() {
        global["TARGETOS"] = global["BUILDOS"] = "linux"
        global["TARGETARCH"] = global["BUILDARCH"] = "amd64"
        global["TARGETPLATFORM"] = global["BUILDPLATFORM"] = "linux/amd64"
    }

    function instruction(line,    what, word, names, count, i, key) {
        match(line, /^[ \t]*[^ \t]+/)
        what = toupper(substr(line, 1, RLENGTH))
        gsub(/[ \t]/, "", what)
        rest = substr(line, RLENGTH + 1)
        if (what == "ONBUILD") { instruction(rest); return }
        for (has_checksum = 0; rest ~ /^[ \t]*--/; ) flag(what, next_word(1))
        if (what == "FROM") from()
        if (what == "ARG") while (rest ~ /[^ \t]/) define(next_word(0))
        if (what == "ENV") environment()
        if (what == "ADD") addresses()
        if (what ~ /^(RUN|COPY|ADD)$/) heredocs(rest)
    }
    function flag(what, word,    count, part, i) {
        if (what == "COPY" && word ~ /^--from=/) found(word, expand(substr(word, 8), args), 1)
        if (what == "ADD" && word ~ /^--checksum=./) has_checksum = 1
        if (what != "RUN" || word !~ /^--mount=/) return
        count = split(substr(word, 9), part, ",")
        for (i = 1; i <= count; i++) {
            gsub(/^[ \t"]+|[ \t"]+$/, "", part[i])
            if (tolower(part[i]) ~ /^from=/) found(part[i], expand(substr(part[i], 6), args), 1)
        }
    }
    function from(    image, as) {
        image = next_word(0)
        found(image, expand(image, global), 0)
        split("", args)
        in_stage = ++count_of_stages
        if (toupper(next_word(0)) == "AS") { as = tolower(next_word(0)); stages[as] }
    }
    function environment(    word, value) {
        if (rest ~ /^[ \t]*[^ \t=]+=/) { while (rest ~ /[^ \t]/) define(next_word(0)); return }
        word = next_word(0)
        sub(/^[ \t]+/, "", rest)
        define(word "=" rest)
        rest = ""
    }
    # The last word is where it goes.
    function addresses(    count, word, i, before) {
        before = rest
        if (is_list(rest)) gsub(/[][,"]/, " ", rest)
        while (rest ~ /[^ \t]/) word[++count] = expand(next_word(0), args)
        for (i = 1; i < count; i++)
            if (!has_checksum && word[i] ~ /^([A-Za-z][A-Za-z0-9+.-]*:\/\/|[A-Za-z0-9_.-]+@[A-Za-z0-9.-]+:)/) url[++urls] = word[i]
        rest = before
    }
    function is_list(text) { return text ~ /^[ \t]*\[[ \t]*"([^"\\]|\\.)*"[ \t]*(,[ \t]*"([^"\\]|\\.)*"[ \t]*)*\][ \t]*$/ }
    function heredocs(text,    word, name) {
        if (!index(text, "<<") || is_list(text)) return
        rest = text
        while (rest ~ /[^ \t]/) {
            word = next_word(0)
            if (word !~ /^[0-9]*<<-?[^<]+$/) continue
            sub(/^[0-9]*<</, "", word)
            chomps[++heredoc_count] = word ~ /^-/
            gsub(/^-|["\047\\]/, "", word)
            ends[heredoc_count] = word
        }
    }

    BEGIN { escape = "\\"; heredoc = 1; is_head = 1; platform() }
    NR == 1 { sub(/^\357\273\277/, "") }
    { sub(/\r$/, "") }
    heredoc <= heredoc_count {
        text = $0
        if (chomps[heredoc]) sub(/^\t+/, "", text)
        if (text == ends[heredoc]) heredoc++
        next
    }
    # Directives are comments above everything else. The first other line ends them.
    is_head && /^(#|\/\/)[ \t]*[A-Za-z][A-Za-z0-9]*[ \t]*=/ {
        key = tolower(substr($0, 1, index($0, "=") - 1))
        gsub(/^(#|\/\/)|[ \t]/, "", key)
        value = substr($0, index($0, "=") + 1)
        gsub(/^[ \t]+|[ \t]+$/, "", value)
        if (key == "syntax") found(value, value, 1)
        else if (key == "escape") escape = value
        else if (key != "check") is_head = 0
        next
    }
    NR == 1 && /^#!/ { next }
    { is_head = 0 }
    /^[ \t]*#/ || /^[ \t]*$/ { next }
    {
        tail = $0
        sub(/[ \t]+$/, "", tail)
        before = substr(tail, length(tail) - 1, 1)
        if (substr(tail, length(tail)) == escape && (length(tail) == 1 || before != escape)) {
            line = line substr(tail, 1, length(tail) - 1)
            next
        }
        instruction(line $0)
        line = ""
    }
    END {
        if (line ~ /[^ \t]/) instruction(line)
        for (i = 1; i <= images; i++) {
            is_number = name_of[i] ~ /^[0-9]+$/ && name_of[i] + 0 < count_of_stages
            if (is_from[i] || !is_number && !(tolower(name_of[i]) in stages)) print "image " name_of[i]
        }
        for (i = 1; i <= urls; i++) print "url " url[i]
        if (heredoc <= heredoc_count) exit 1
    }' "$1"
}
