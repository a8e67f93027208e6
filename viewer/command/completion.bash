# bash completion for wangge: verbs and options are asked of the command itself.
_wangge() {
  local word=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]:-}
  local verbs
  verbs=$(wangge --help --lang en 2>/dev/null | sed -n 's/^  \([a-z][a-z ]*[a-z]\)  .*/\1/p' | sed '/^wangge /d')
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "$(printf '%s\n' "$verbs" | cut -d' ' -f1 | sort -u)" -- "$word")
    return
  fi
  if printf '%s\n' "$verbs" | grep -q "^$verb "; then
    if [ "$COMP_CWORD" -eq 2 ]; then
      mapfile -t COMPREPLY < <(compgen -W "$(printf '%s\n' "$verbs" | sed -n "s/^$verb //p")" -- "$word")
      return
    fi
    verb="$verb ${COMP_WORDS[2]}"
  fi
  case "$word" in
    -*)
      # shellcheck disable=SC2086
      mapfile -t COMPREPLY < <(compgen -W "$(wangge $verb --help --lang en 2>/dev/null | grep -oE -- '--[a-z][a-z-]*' | sort -u)" -- "$word")
      ;;
    *)
      case "${COMP_WORDS[COMP_CWORD - 1]}" in
        --lang) mapfile -t COMPREPLY < <(compgen -W "zh en" -- "$word") ;;
        --as) mapfile -t COMPREPLY < <(compgen -W "pdf png svg gpkg osm.pbf geojson shp fgb csv json" -- "$word") ;;
        --audience) mapfile -t COMPREPLY < <(compgen -W "internal partner public" -- "$word") ;;
        *) compopt -o default ;;
      esac
      ;;
  esac
}
complete -F _wangge wangge
