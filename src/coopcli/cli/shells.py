"""The completion scripts, a shell each: they hand on the words typed so far and show the answer.

The program answers with a line for each word that fits. Where it answers nothing the shell offers
files.
"""

from __future__ import annotations

_BASH = """\
_coopcli() {
  local IFS=$'\\n'
  COMPREPLY=($(_COOPCLI_COMPLETE=bash "$1" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/] ]]; then compopt -o nospace; fi
}
complete -o default -o bashdefault -F _coopcli coopcli
"""

_ZSH = """\
#compdef coopcli
_coopcli() {
  local -a found
  found=("${(@f)$(_COOPCLI_COMPLETE=zsh "${words[1]}" "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  found=("${(@)found:#}")
  if (( ${#found} )); then compadd -Q -- "${(@q)found}"; else _files; fi
}
compdef _coopcli coopcli
"""

_FISH = """\
function __coopcli
  set -l words (commandline --tokenize --cut-at-cursor --current-process)
  set -l word (commandline --current-token --cut-at-cursor)
  set -l found (_COOPCLI_COMPLETE=fish coopcli $words[2..] "$word" 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path "$word"
  end
end
complete --command coopcli --no-files --arguments '(__coopcli)'
"""

_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName coopcli -ScriptBlock {
  param($word, $line, $cursor)
  $words = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } |
    Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  $env:_COOPCLI_COMPLETE = 'powershell'
  try { $found = @(coopcli @words "$word" 2>$null) } finally { $env:_COOPCLI_COMPLETE = $null }
  $found | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
"""

SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}
