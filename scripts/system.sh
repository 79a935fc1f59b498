#!/bin/sh
# What the tests need beside Python: Chromium with its driver, LibreOffice with poppler, Java 17 or
# newer, Maven, npm, what these two bring (Neo4j's jars and axe-core), and a C compiler for the
# kernels. As root on Debian it installs what is missing; elsewhere it says what is missing, and the
# tests that need it skip.
set -u

missing=""
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
command -v chromedriver >/dev/null 2>&1 || missing="$missing chromium-driver"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc-nogui"
# The program is there without its Writer too.
! command -v dpkg >/dev/null 2>&1 || [ -e /usr/lib/libreoffice/program/libswlo.so ] \
  || missing="$missing libreoffice-writer-nogui"
command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils"
fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fontconfig fonts-noto-cjk"
command -v java >/dev/null 2>&1 || missing="$missing java"
command -v mvn >/dev/null 2>&1 || missing="$missing maven"
command -v npm >/dev/null 2>&1 || missing="$missing npm"
command -v cc >/dev/null 2>&1 || missing="$missing gcc libc6-dev"

if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests:$missing …"
  apt-get update -qq
  case "$missing" in *java*)
    jdk=openjdk-17-jdk-headless
    apt-cache show "$jdk" >/dev/null 2>&1 || jdk=openjdk-21-jdk-headless
    missing=$(echo "$missing" | sed "s/ java/ $jdk/")
  esac
  # shellcheck disable=SC2086 # a list of packages
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing \
    >/dev/null && missing=""
fi
[ -z "$missing" ] || echo "Missing for some tests, which will skip:$missing"

if command -v mvn >/dev/null 2>&1 && command -v java >/dev/null 2>&1; then
  "${BIN:-.venv/bin}/python" tests/neo4j/fetch.py || echo "Missing for some tests: Neo4j's jars"
fi
if command -v npm >/dev/null 2>&1; then
  "${BIN:-.venv/bin}/python" tests/browser/axe.py || echo "Missing for some tests: axe-core"
fi
exit 0
