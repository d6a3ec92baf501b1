# Completion of tether for bash; 'tether complete' knows what there is to offer.

_tether() {
  local cur words cword line
  _get_comp_words_by_ref -n = cur words cword || return
  COMPREPLY=()
  while IFS=$'\t' read -r line _; do
    # bash replaces only what follows the '='.
    [[ $cur == -*=* ]] && line=${line#*=}
    COMPREPLY+=("$line")
  done < <("${words[0]}" complete -- "${words[@]:1:cword}" 2>/dev/null)
}
complete -o bashdefault -o default -F _tether tether
