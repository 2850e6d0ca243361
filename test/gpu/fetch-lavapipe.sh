#!/usr/bin/env bash
# Unpacks the lavapipe of Debian's backports into a folder and prints the file that the loader of Vulkan is told of it:
#   export LAVAPIPE_ICD=$(test/gpu/fetch-lavapipe.sh build/lavapipe)
# Why not the system's own: Dawn refuses the lavapipe of Debian 12 (Mesa 22), and a newer one there would replace drivers.
set -euo pipefail

mkdir -p "$1"
folder=$(cd "$1" && pwd)
icd="$folder/lavapipe.json"
if [ ! -s "$icd" ]; then
  . /etc/os-release
  mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
  # The mirror that is in use already, with another suite.
  mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true; } |
    sed -nE 's/^(URIs: *|deb (\[[^]]*\] )?)(https?:[^ ]+).*/\3/p' | grep -m1 '/debian/*$')
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $VERSION_CODENAME-backports main" >"$folder/sources.list"
  apt=(apt-get -qq -o "Dir::Etc::SourceList=$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User=root)
  "${apt[@]}" update >&2
  (cd "$folder" && "${apt[@]}" download mesa-vulkan-drivers >&2 && dpkg -x mesa-vulkan-drivers_*.deb root)
  library=$(find "$folder/root" -name libvulkan_lvp.so)
  sed -E "s|(\"library_path\": *)\"[^\"]*\"|\1\"$library\"|" "$(find "$folder/root" -name 'lvp_icd*.json')" >"$icd.part"
  # What the driver itself needs (LLVM, libdrm) comes with the system's own.
  if ldd "$library" | grep -q 'not found'; then
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends mesa-vulkan-drivers; } >&2
  fi
  mv "$icd.part" "$icd"
fi
echo "$icd"
