import { defineConfig } from "vitest/config";

// The page. `vite.sw.config.ts` builds the service worker afterwards, because it lists what this build wrote.
export default defineConfig({
  base: "/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  optimizeDeps: {
    rolldownOptions: { transform: { jsx: { runtime: "automatic", importSource: "preact" } } },
  },
  build: {
    outDir: "dist",
    assetsDir: "assets",
    // The content security policy allows no data: address and no inline script, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["es2022", "safari16", "firefox115", "chrome111"],
    sourcemap: false,
  },
  server: {
    // `TRYGGLOGG_SERVER` points the development server at a running Flask.
    proxy: {
      "/api": process.env["TRYGGLOGG_SERVER"] ?? "http://127.0.0.1:8000",
    },
  },
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    environment: "node",
    restoreMocks: true,
    // Places, times and sorting are Swedish wherever the tests run.
    env: { TZ: "UTC" },
  },
});
