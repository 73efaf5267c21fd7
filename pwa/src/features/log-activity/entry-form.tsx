/**
 * The form of any kind, drawn from its definition: place, who asked, the fast fields, time; the rest
 * behind *Mer*. It keeps no rule of its own: domain/ says what is valid, the catalogue what is asked.
 */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { fastFields, findOutcome, slowFields } from "../../domain/catalogue";
import type { Activity } from "../../domain/wire/activity";
import type { Place } from "../../domain/wire/surroundings";
import type { Saved, SaveOptions } from "../../phone";
import { Button } from "../../ui/button";
import { TextArea, TextField } from "../../ui/field";
import { stockholm } from "../../ui/format";
import { messages } from "../../ui/messages";
import { Page } from "../../ui/page";
import { useApp } from "../app/context";
import {
  choosePlace,
  type Draft,
  isNow,
  savesAtPlace,
  setField,
  setNote,
  setOutcome,
  setTime,
  toggleUnit,
} from "./draft";
import type { FormData } from "./form-data";
import { Municipality, PlacePart, RequestedBy, StatePart } from "./form-parts";
import { KindFields, Outcomes } from "./kind-fields";
import { ProblemSummary, WeakHitsDialog } from "./problems";
import { TARGETS } from "./targets";
import { TimeSection } from "./time-section";
import { UnitSection } from "./unit-section";
import { unitsFor } from "./units";
import { useSaving } from "./use-saving";

interface Props {
  data: FormData;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  title: string;
  back: string;
  saveLabel: string;
  /** A new entry of a place-only kind is saved by tapping the place. */
  isNew: boolean;
  initialErrors?: { pointer: string; detail: string }[];
  /** Set for a correction: why it is made, "" while nothing is said. */
  reason?: string | undefined;
  onReason?: ((reason: string) => void) | undefined;
  submit: (activity: Activity, options: SaveOptions) => Promise<Saved>;
  onSaved: (activity_id: string, activity: Activity) => void;
}

export function EntryForm(props: Props): JSX.Element {
  const { data, draft, onDraft } = props;
  const { kind, catalogue } = data;
  const { activity } = draft;
  const m = messages.value;
  const { phone } = useApp();
  const saving = useSaving(props);
  useEffect(() => (draft.dirty ? phone.holdUpdates() : undefined), [phone, draft.dirty]);

  const savesAtOnce = props.isNew && savesAtPlace(kind);
  const onPlace = (place: Place): void => {
    const placed = choosePlace(draft, place, kind, data.memberships, data.wishes);
    if (savesAtOnce) {
      void saving.save(placed);
      return;
    }
    onDraft(placed);
    document.getElementById(TARGETS.place)?.focus();
  };
  const errors = saving.errorsById;
  const [wasPlaced] = useState(activity.place_id !== null || activity.place_name !== null);
  const rest = slowFields(kind);
  const place = (
    <PlacePart
      {...props}
      savesAtOnce={savesAtOnce}
      error={errors[TARGETS.place]}
      onPlace={onPlace}
    />
  );

  return (
    <Page
      title={props.title}
      appName={m.app.name}
      back={{ to: props.back, label: m.app.back }}
      actions={
        <Button
          look="primary"
          wide
          disabled={saving.busy}
          onClick={() => {
            void saving.save(draft);
          }}
        >
          {props.saveLabel}
        </Button>
      }
    >
      <ProblemSummary saving={saving} />
      <Municipality {...props} error={errors[TARGETS.municipality]} />
      {kind.needs_place && place}
      {kind.asks_requested_by && <RequestedBy {...props} error={errors[TARGETS.requestedBy]} />}
      {kind.takes_units && (
        <UnitSection
          units={unitsFor(data.units, {
            municipality_code: activity.municipality_code,
            unit_kind: kind.unit_kind,
            day: draft.time.date,
          })}
          chosen={activity.unit_ids}
          error={errors[TARGETS.units]}
          onToggle={(id) => {
            onDraft(toggleUnit(draft, id));
          }}
        />
      )}
      <KindFields
        fields={fastFields(kind)}
        values={activity.fields}
        errors={errors}
        onChange={(code, value) => {
          onDraft(setField(draft, code, value));
        }}
      />
      <TimeSection
        time={draft.time}
        kind={kind}
        isNow={isNow(draft, new Date())}
        today={stockholm(new Date()).date}
        mayLieAhead={activity.state === "planned" || activity.state === "cancelled"}
        errors={errors}
        onChange={(time) => {
          onDraft(setTime(draft, time));
        }}
      />
      {!kind.needs_place && kind.publish === "place" && (
        <details open={wasPlaced}>
          <summary>{m.form.placeOptional}</summary>
          <div class="details-body">{place}</div>
        </details>
      )}
      <details>
        <summary>{kind.outcomes.length > 0 ? m.form.moreOutcomes : m.form.more}</summary>
        <div class="details-body">
          <Outcomes
            outcomes={kind.outcomes.flatMap((code) => findOutcome(catalogue, code) ?? [])}
            values={activity.outcomes}
            errors={errors}
            onChange={(code, value) => {
              onDraft(setOutcome(draft, code, value));
            }}
          />
          <KindFields
            fields={rest}
            values={activity.fields}
            errors={errors}
            onChange={(code, value) => {
              onDraft(setField(draft, code, value));
            }}
          />
          {kind.takes_note && (
            <TextArea
              id={TARGETS.note}
              label={m.form.note}
              hint={m.form.noPersons}
              value={activity.note ?? ""}
              error={errors[TARGETS.note]}
              maxLength={500}
              onInput={(note) => {
                onDraft(setNote(draft, note));
              }}
            />
          )}
          <StatePart {...props} errors={errors} />
        </div>
      </details>
      {props.onReason && (
        <TextField
          id="form-reason"
          label={m.form.correctReason}
          value={props.reason ?? ""}
          maxLength={200}
          onInput={props.onReason}
        />
      )}
      <WeakHitsDialog saving={saving} />
    </Page>
  );
}
