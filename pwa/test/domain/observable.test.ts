import { expect, test } from "vitest";
import { source } from "../../src/domain/observable";

test("tells of changes, not of the same value again, until it is let go", () => {
  const count = source(1);
  const heard: number[] = [];
  const stop = count.subscribe((value) => heard.push(value));

  count.set(1);
  count.set(2);
  stop();
  count.set(3);

  expect(heard).toEqual([2]);
  expect(count.get()).toBe(3);
});

test("a listener that lets another go does not disturb the round", () => {
  const count = source(0);
  const heard: string[] = [];
  const stops: (() => void)[] = [];
  stops.push(count.subscribe(() => stops.forEach((stop) => stop())));
  stops.push(count.subscribe(() => heard.push("second")));

  count.set(1);
  count.set(2);

  expect(heard).toEqual(["second"]);
});
