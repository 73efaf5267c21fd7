/** The periods a coordinator may look at, inside the promise. Pure. */
import type { CitizenPromise } from "../../domain/wire/promise";
import type { Messages } from "../../ui/messages";

export interface WindowOption {
  /** As the API takes it: "2020", "2020-T1", "all"; "" lets each rule decide. */
  code: string;
  label: string;
}

const TERTIALS = [
  { code: "T1", from: "01", to: "04" },
  { code: "T2", from: "05", to: "08" },
  { code: "T3", from: "09", to: "12" },
] as const;

/** Newest year first, each with its tertials; only those that touch the promise and have begun. */
export function windowOptions(
  promise: Pick<CitizenPromise, "starts_on" | "ends_on">,
  today: string,
  m: Messages,
): WindowOption[] {
  const last = promise.ends_on !== null && promise.ends_on < today ? promise.ends_on : today;
  const options: WindowOption[] = [
    { code: "", label: m.board.ruleWindow },
    { code: "all", label: m.board.wholePromise },
  ];
  const firstYear = Number(promise.starts_on.slice(0, 4));
  for (let year = Number(last.slice(0, 4)); year >= firstYear; year -= 1) {
    options.push({ code: String(year), label: String(year) });
    for (const { code, from, to } of TERTIALS) {
      const touches =
        `${year}-${from}` <= last.slice(0, 7) && promise.starts_on.slice(0, 7) <= `${year}-${to}`;
      if (touches) {
        options.push({ code: `${year}-${code}`, label: m.board.tertial[code](String(year)) });
      }
    }
  }
  return options;
}
