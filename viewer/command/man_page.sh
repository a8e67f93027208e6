#!/bin/sh
# Writes the manual page from what the command itself says, so that the two cannot drift.
# usage: man_page.sh path/to/wangge zh|en
set -eu
wangge=$1
language=$2
escaped() { sed -e 's/\\/\\\\/g' -e "s/^\\([.']\\)/\\\\\\&\\1/" -e 's/-/\\-/g'; }
section() { printf '.SH %s\n' "$1"; }
block() { printf '.nf\n'; escaped; printf '.fi\n'; }

version=$("$wangge" --version)
printf '.TH WANGGE 1 "" "%s"\n' "$version"
if [ "$language" = zh ]; then
  section 名称; printf 'wangge \\- 绘制、检查并压力测试城市的管理网格\n'
  section 概览
else
  section NAME; printf 'wangge \\- draw, check and stress-test the management grids of a city\n'
  section OVERVIEW
fi
"$wangge" --help --lang "$language" | block
"$wangge" --help --lang en | sed -n 's/^  \([a-z][a-z ]*[a-z]\)  .*/\1/p' | sed '/^wangge /d' | while read -r verb; do
  section "$(printf '%s' "wangge $verb" | tr '[:lower:]' '[:upper:]')"
  # shellcheck disable=SC2086
  "$wangge" $verb --help --lang "$language" | block
done
if [ "$language" = zh ]; then section 许可; else section LICENCE; fi
printf 'Apache License 2.0.\n'
