#!/usr/bin/env bash
# Unpacks the Vulkan drivers of Debian's backports into a folder, with a file for the loader of Vulkan of each:
#   test/gpu/fetch-mesa.sh build/mesa && export LAVAPIPE_ICD=$PWD/build/mesa/lavapipe.json
# lavapipe.json computes on the CPU; radv.json compiles for GPUs that need not be here (npm run bench -- --gpu --registers).
# Why not the system's own: Dawn refuses the lavapipe of Debian 12 (Mesa 22), and a newer one there would replace drivers.
set -euo pipefail

mkdir -p "$1"
folder=$(cd "$1" && pwd)
if [ -s "$folder/lavapipe.json" ]; then exit 0; fi

. /etc/os-release
mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
# The mirror that is in use already, with another suite.
mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true; } |
  sed -nE 's/^(URIs: *|deb (\[[^]]*\] )?)(https?:[^ ]+).*/\3/p' | grep -m1 '/debian/*$')
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $VERSION_CODENAME-backports main" >"$folder/sources.list"
apt=(apt-get -qq -o "Dir::Etc::SourceList=$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null
  -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User=root)
"${apt[@]}" update
(cd "$folder" && "${apt[@]}" download mesa-vulkan-drivers && dpkg -x mesa-vulkan-drivers_*.deb root)

# What the drivers themselves need (LLVM, libdrm) comes with the system's own.
if ldd "$folder"/root/usr/lib/*/libvulkan_{lvp,radeon}.so | grep -q 'not found'; then
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends mesa-vulkan-drivers >/dev/null
fi

# Each names its library by its path, since it lies where no loader looks.
write_icd() {
  local library icd
  library=$(find "$folder/root" -name "libvulkan_$1.so")
  icd=$(find "$folder/root" -name "$2_icd*.json" | head -1)
  sed -E "s|(\"library_path\": *)\"[^\"]*\"|\1\"$library\"|" "$icd" >"$folder/$3.json.part"
  mv "$folder/$3.json.part" "$folder/$3.json"
}
write_icd radeon radeon radv
write_icd lvp lvp lavapipe
