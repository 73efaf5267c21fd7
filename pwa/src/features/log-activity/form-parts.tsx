/** The parts of the form that stand only where the kind, or what has been filled in, asks for them. */
import type { JSX } from "preact";
import { suggestPlaces } from "../../domain/places";
import type { ActivityState } from "../../domain/wire/activity";
import type { Place } from "../../domain/wire/surroundings";
import { Choices } from "../../ui/choices";
import { messages } from "../../ui/messages";
import {
  chooseMunicipality,
  chooseRequestedBy,
  clearPlace,
  type Draft,
  namePlace,
  setCancelReason,
  setState,
} from "./draft";
import type { FormData } from "./form-data";
import { PlaceSection } from "./place-section";
import { TARGETS } from "./targets";

const OFFERED: readonly ActivityState[] = ["done", "planned", "cancelled"];

interface Props {
  data: FormData;
  draft: Draft;
  onDraft: (draft: Draft) => void;
}

/** Asked only where no place answers it and the person has more than one. */
export function Municipality({
  data,
  draft,
  onDraft,
  error,
}: Props & { error: string | undefined }) {
  const m = messages.value;
  if (draft.activity.place_id !== null || data.municipalities.length < 2) return null;
  if (data.kind.needs_place && draft.activity.place_name === null) return null;
  return (
    <Choices
      id={TARGETS.municipality}
      label={m.form.municipality}
      always
      choices={data.municipalities.map(({ code, short_name }) => ({
        value: code,
        label: short_name,
      }))}
      value={draft.activity.municipality_code}
      error={error}
      onChange={(code) => {
        if (code !== null) onDraft(chooseMunicipality(draft, code, data.kind, data.memberships));
      }}
    />
  );
}

/** Where it was, with suggestions from what the phone knows. */
export function PlacePart({
  data,
  draft,
  onDraft,
  savesAtOnce,
  error,
  onPlace,
}: Props & {
  savesAtOnce: boolean;
  error: string | undefined;
  onPlace: (place: Place) => void;
}): JSX.Element | null {
  const { kind } = data;
  const { activity } = draft;
  return (
    <PlaceSection
      suggest={(position) =>
        suggestPlaces({
          places: data.places,
          wishes: data.wishes,
          visits: data.visits,
          position,
          kind: kind.code,
        })
      }
      chosen={data.places.find((place) => place.id === activity.place_id) ?? null}
      ownName={activity.place_name}
      savesAtOnce={savesAtOnce}
      error={error}
      onChoose={onPlace}
      onName={(name) => {
        onDraft(namePlace(draft, name));
      }}
      onClear={() => {
        onDraft(clearPlace(draft));
      }}
    />
  );
}

export function RequestedBy({
  data,
  draft,
  onDraft,
  error,
}: Props & { error: string | undefined }) {
  const m = messages.value;
  const { activity } = draft;
  const codes = ["citizens", "partner", "own_planning", "incident", "unknown"] as const;
  return (
    <Choices
      id={TARGETS.requestedBy}
      label={m.form.requestedBy}
      always
      hint={
        activity.wish_ids.length > 0 && !draft.ownRequestedBy ? m.form.proposedFromWish : undefined
      }
      choices={codes.map((code) => ({ value: code, label: m.form.requested[code] }))}
      value={activity.requested_by}
      error={error}
      onChange={(value) => {
        const chosen = codes.find((code) => code === value) ?? "unknown";
        onDraft(chooseRequestedBy(draft, chosen, data.kind, data.wishes));
      }}
    />
  );
}

export function StatePart({
  data,
  draft,
  onDraft,
  errors,
}: Props & { errors: Record<string, string> }): JSX.Element | null {
  const m = messages.value;
  const { activity } = draft;
  // A running activity is started and ended elsewhere; here it either happened or it didn't.
  const states = OFFERED.filter((state) => data.kind.states.includes(state));
  if (states.length < 2) return null;
  return (
    <>
      <Choices
        id={TARGETS.state}
        label={m.form.state}
        always
        choices={states.map((state) => ({ value: state, label: m.form.states[state] }))}
        value={activity.state}
        error={errors[TARGETS.state]}
        onChange={(value) => {
          onDraft(setState(draft, states.find((state) => state === value) ?? "done"));
        }}
      />
      {activity.state === "cancelled" && (
        <Choices
          id={TARGETS.cancelReason}
          label={m.form.cancelReason}
          always
          choices={Object.entries(m.form.cancelReasons).map(([value, label]) => ({ value, label }))}
          value={activity.cancel_reason}
          error={errors[TARGETS.cancelReason]}
          onChange={(value) => {
            onDraft(setCancelReason(draft, value));
          }}
        />
      )}
    </>
  );
}
