import type { Completable, CompletedFlag, CompletedValue } from './completion.ts';

/** The script for bash 3.2 and newer. */
export function bashScript({ commands, flags }: Completable): string {
  const others = commands.filter(({ name }) => name !== 'new');
  return `# Completes hardened-container in bash: source <(hardened-container completion bash)

_hardened_container() {
  local word=\${COMP_WORDS[COMP_CWORD]} flag=\${COMP_WORDS[COMP_CWORD - 1]}
  local values='' list='' files='' before='' value
  COMPREPLY=()
  # --flag=value comes in three words.
  if [[ $word == = ]]; then
    word=''
  elif [[ $flag == = ]]; then
    flag=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $flag in
${flags.map(caseOf).filter(Boolean).join('\n')}
  esac
  if [[ $files ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$word")
    return
  fi
  [[ $values ]] || _hardened_container_words
  if [[ $list ]]; then
    compopt -o nospace 2>/dev/null
    [[ $word == *,* ]] && before=\${word%,*},
  fi
  for value in $values; do
    [[ ,$before == *,$value,* ]] && continue
    [[ $before$value == "$word"* ]] && COMPREPLY+=("$before$value")
  done
}

# Words without a flag before them: a command, its argument, or a flag.
_hardened_container_words() {
  local flags='${namesOf(flags)}'
  case \${COMP_WORDS[1]} in
${others.map((command) => `    ${command.name}) flags='${namesOf(command.flags)}' ;;`).join('\n')}
  esac
  if ((COMP_CWORD == 1)); then
    values='${commands.map(({ name }) => name).join(' ')}'
  elif ((COMP_CWORD == 2)); then
    case \${COMP_WORDS[1]} in
${others
  .filter(({ operands }) => operands.length > 0)
  .map(({ name, operands }) => `      ${name}) values='${wordsOf(operands)}' ;;`)
  .join('\n')}
    esac
  fi
  [[ $word == -* ]] && values=$flags
}

complete -F _hardened_container hardened-container`;
}

/** What may follow a flag. */
function caseOf({ name, takes, values }: CompletedFlag): string {
  const known = `values='${wordsOf(values)}'`;
  const line = {
    nothing: '',
    text: 'return',
    file: 'files=yes',
    one: known,
    several: `${known} list=yes`,
  }[takes];
  return line && `    --${name}) ${line} ;;`;
}

function wordsOf(values: readonly CompletedValue[]): string {
  return values.map(({ value }) => value).join(' ');
}

function namesOf(flags: readonly CompletedFlag[]): string {
  return flags.map(({ name }) => `--${name}`).join(' ');
}
