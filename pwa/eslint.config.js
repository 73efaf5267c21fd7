import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const outsideDomain = {
  regex: "^(preact|@preact/|idb|.*/(store|sync|features|ui|sw)/)",
  message: "domain/ is pure: it imports nothing of store, sync, features, ui, sw or a framework.",
};
const noScreens = {
  regex: "^(preact|@preact/|.*/(features|ui)/)",
  message: "Only features/, ui/ and main.tsx know Preact and the screens.",
};
const noIdb = { regex: "^idb", message: "Only store/ touches IndexedDB." };
const noFetch = [
  { name: "fetch", message: "Only sync/ talks to the server." },
  { name: "XMLHttpRequest", message: "Only sync/ talks to the server." },
];
const noIndexedDb = [{ name: "indexedDB", message: "Only store/ touches IndexedDB." }];

const imports = (...patterns) => ({
  "no-restricted-imports": ["error", { patterns }],
});

export default defineConfig(
  globalIgnores(["dist", "coverage"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.test.json", "./tsconfig.sw.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "no-console": "error",
      eqeqeq: "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      // `() => set(value)` in a listener reads well and returns nothing that is used.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A number in a template string says what it means; the rule would only add String() everywhere.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["src/**"],
    rules: {
      ...imports(noIdb),
      "no-restricted-globals": ["error", ...noFetch, ...noIndexedDb],
    },
  },
  {
    files: ["src/domain/**"],
    rules: {
      ...imports(outsideDomain),
      "no-restricted-globals": [
        "error",
        ...noFetch,
        ...noIndexedDb,
        { name: "window", message: "domain/ is pure." },
        { name: "document", message: "domain/ is pure." },
        { name: "navigator", message: "domain/ is pure." },
        { name: "localStorage", message: "domain/ is pure." },
      ],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "The clock is passed in." },
        { object: "Math", property: "random", message: "Randomness is passed in." },
        { object: "crypto", property: "randomUUID", message: "Randomness is passed in." },
      ],
    },
  },
  {
    files: ["src/store/**"],
    rules: {
      ...imports(noScreens, {
        regex: "/sync/",
        message: "store/ keeps; it does not know who sends.",
      }),
      "no-restricted-globals": ["error", ...noFetch],
    },
  },
  {
    files: ["src/sync/**"],
    rules: {
      ...imports(noScreens, noIdb),
      "no-restricted-globals": ["error", ...noIndexedDb],
    },
  },
  {
    // The service worker answers for the shell with fetch; it never touches the stores.
    files: ["src/sw/**"],
    rules: {
      ...imports(noScreens, noIdb, {
        regex: "/(store|sync)/",
        message: "sw/ is the app shell only; syncing is page code.",
      }),
      "no-restricted-globals": ["error", ...noIndexedDb],
    },
  },
  {
    files: ["test/**", "*.config.ts"],
    rules: {
      "no-restricted-imports": "off",
      "no-restricted-globals": "off",
      // A reader of JSON files is told what the file holds.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
    },
  },
  {
    files: ["eslint.config.js"],
    extends: [tseslint.configs.disableTypeChecked],
  },
);
