using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (services = [(name = "edge", worker = .edge)]);

const edge :Workerd.Worker = (
  modules = [
    (name = "edge.js", esModule = embed "dist/edge.js"),
    (name = "astc-wasm.wasm", wasm = embed "dist/astc-wasm.wasm"),
  ],
  compatibilityDate = "2026-01-01",
);
