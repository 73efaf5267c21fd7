import { expect, test } from "vitest";
import { errorsById, standingErrors, targetOf } from "../../../src/features/log-activity/targets";
import { sv } from "../../../src/ui/messages.sv";
import { activity, catalogue, kind } from "../examples";

test.each([
  ["#/activity/place_id", "form-place"],
  ["#/activity/place_name", "form-place"],
  ["#/activity/started_at", "form-start"],
  ["#/activity/ended_at", "form-end"],
  ["#/activity/service_date", "form-time"],
  ["#/activity/requested_by", "form-requested-by"],
  ["#/activity/unit_ids", "form-units"],
  ["#/activity/unit_ids/0", "form-units"],
  ["#/activity/cancel_reason", "form-cancel-reason"],
  ["#/activity/fields/speed_limit", "form-field-speed_limit"],
  ["#/activity/outcomes/licence_seized", "form-outcome-licence_seized"],
])("%s leads to %s", (pointer, id) => {
  expect(targetOf(pointer, kind(), catalogue(), sv)?.id).toBe(id);
});

test.each(["#/activity/organisation_id", "#/activity/fields/unknown", "#/type", ""])(
  "nothing on the form answers %s",
  (pointer) => {
    expect(targetOf(pointer, kind(), catalogue(), sv)).toBeNull();
  },
);

test("an outcome is named by its label", () => {
  const target = targetOf("#/activity/outcomes/licence_seized", kind(), catalogue(), sv);
  expect(target?.name).toBe("Körkortsomhändertagande");
});

test("of several sentences for one control the first stands", () => {
  const errors = [
    { pointer: "#/activity/place_id", detail: "Välj en plats." },
    { pointer: "#/activity/place_name", detail: "Annat." },
  ];
  expect(errorsById(errors, kind(), catalogue(), sv)).toEqual({ "form-place": "Välj en plats." });
});

test("an error is answered when what it is about has changed, and only then", () => {
  const errors = [
    { pointer: "#/activity/place_id" },
    { pointer: "#/activity/outcomes/licence_seized" },
    { pointer: "#/activity/ended_at" },
    { pointer: "" },
  ];
  const then = activity({ place_id: null, outcomes: { licence_seized: null } });
  const named = { ...then, place_name: "Vid bron" };
  expect(standingErrors(errors, then, then)).toEqual(errors);
  expect(standingErrors(errors, then, named)).toEqual(errors.slice(1));
  const counted = { ...then, outcomes: { licence_seized: 0 } };
  expect(standingErrors(errors, then, counted)).toEqual([errors[0], errors[2], errors[3]]);
});
