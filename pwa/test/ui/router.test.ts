import { expect, test } from "vitest";
import { href, parseRoute } from "../../src/ui/router";

test.each([
  ["", "home", ""],
  ["#/", "home", ""],
  ["#/skriv-in/speed_check", "write", "speed_check"],
  ["#/min-logg", "my-log", ""],
  ["#/entry/01J", "entry", "01J"],
  ["#/andra/01J", "correct", "01J"],
  ["#/ratta", "repair", ""],
  ["#/ratta/01J", "repair-entry", "01J"],
  ["#/loften", "promises", ""],
  ["#/lofte/p", "promise", "p"],
  ["#/atagande/c", "commitment", "c"],
  ["#/installningar", "settings", ""],
  ["#/logga-in", "sign-in", ""],
  ["#/skriv-in", "missing", ""],
  ["#/min-logg/x", "missing", ""],
  ["#/nonsens", "missing", ""],
  ["#/entry/%E0%A4%A", "missing", ""],
])("%s leads to %s", (hash, name, id) => {
  expect(parseRoute(hash)).toEqual({ name, id });
});

test("an id survives the way through an address", () => {
  expect(parseRoute(href("skriv-in", "1440:åäö/1"))).toEqual({ name: "write", id: "1440:åäö/1" });
});
