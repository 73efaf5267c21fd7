import { expect, test } from "vitest";
import { localProblem } from "../../../src/domain/problem";
import { clockWords, stateLine } from "../../../src/features/home/state-words";
import { sv } from "../../../src/ui/messages.sv";
import { syncState } from "../examples";

const away = localProblem("network", "");

test("green stands only when nothing waits, is held or needs a person", () => {
  expect(stateLine(syncState(), sv)).toMatchObject({ tone: "good", words: "Allt är skickat" });
  for (const state of [
    { unsent: 1 },
    { unsent: 1, waiting: 1 },
    { unsent: 1, needsAttention: 1 },
  ]) {
    expect(stateLine(syncState(state), sv).tone).not.toBe("good");
  }
});

test("what is on the phone waits for the net when there is none", () => {
  expect(stateLine(syncState({ unsent: 3, lastError: away }), sv)).toMatchObject({
    words: "3 väntar på nät",
    canSend: true,
  });
  expect(stateLine(syncState({ unsent: 1 }), sv).words).toBe("1 på telefonen, inte skickad");
});

test("held, rejected and other people's are each said", () => {
  const line = stateLine(
    syncState({ unsent: 4, waiting: 1, needsAttention: 2, othersUnsent: 5, lastError: away }),
    sv,
  );
  expect(line.words).toBe("1 väntar på nät");
  expect(line.also).toEqual([
    "1 väntar på servern",
    "2 behöver rättas",
    "5 från någon annan väntar på att skickas",
  ]);
});

test("with nothing to send but something to put right the line says so once", () => {
  const line = stateLine(syncState({ unsent: 1, needsAttention: 1 }), sv);
  expect(line).toMatchObject({ tone: "warn", words: "1 behöver rättas", also: [] });
  expect(line.canSend).toBe(false);
});

test("an ended session asks for signing in and says what is kept", () => {
  const line = stateLine(syncState({ unsent: 2, needsSignIn: true, phase: "needs-sign-in" }), sv);
  expect(line.words).toBe("Logga in för att skicka");
  expect(line.also).toContain("2 på telefonen, inte skickade");
});

test("while sending there is nothing to press", () => {
  expect(stateLine(syncState({ unsent: 2, phase: "pushing" }), sv)).toMatchObject({
    words: "Skickar …",
    canSend: false,
  });
});

test("a clock far off is told, with the way it is off", () => {
  expect(clockWords({ clockSkewSeconds: 720 }, sv)).toBe(
    "Telefonens klocka går 12\u00a0minuter efter. Ställ den rätt.",
  );
  expect(clockWords({ clockSkewSeconds: -3600 }, sv)).toBe(
    "Telefonens klocka går 60\u00a0minuter före. Ställ den rätt.",
  );
  expect(clockWords({ clockSkewSeconds: 120 }, sv)).toBeNull();
  expect(clockWords({ clockSkewSeconds: null }, sv)).toBeNull();
});
