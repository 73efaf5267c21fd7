/** When: "Nu" until somebody says otherwise; then day, how exactly, start and end. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { addDays } from "../../domain/service-date";
import type { TimePrecision } from "../../domain/wire/activity";
import type { Kind } from "../../domain/wire/catalogue";
import { Button } from "../../ui/button";
import { Choices } from "../../ui/choices";
import { FieldError, TextField } from "../../ui/field";
import { formatDay } from "../../ui/format";
import { messages } from "../../ui/messages";
import { TARGETS } from "./targets";
import { endsNextDay, type FormTime } from "./times";

interface Props {
  time: FormTime;
  kind: Kind;
  isNow: boolean;
  today: string;
  mayLieAhead: boolean;
  errors: Record<string, string>;
  onChange: (time: FormTime) => void;
}

function timeErrors(errors: Record<string, string>): string[] {
  return [TARGETS.time, TARGETS.start, TARGETS.end].flatMap((id) => errors[id] ?? []);
}

export function TimeSection(props: Props): JSX.Element {
  const m = messages.value;
  const [opened, setOpened] = useState(!props.isNow);
  const open = opened || timeErrors(props.errors).length > 0;
  const { time, today } = props;
  return (
    <section class="stack" id={TARGETS.time} tabIndex={-1} aria-labelledby="form-time-title">
      <div class="row spread">
        <h2 id="form-time-title">{m.form.when}</h2>
        {!open && (
          <>
            <span class="grow">{summary(time, today)}</span>
            <Button
              look="quiet"
              onClick={() => {
                setOpened(true);
              }}
            >
              {m.form.changeTime}
            </Button>
          </>
        )}
      </div>
      {open && <TimeFields {...props} />}
    </section>
  );
}

/** "Nu, kl. 21.05" */
function summary(time: FormTime, today: string): string {
  const m = messages.value;
  const clock = `kl.\u00a0${time.start.replace(":", ".")}`;
  return time.date === today
    ? `${m.form.now}, ${clock}`
    : `${formatDay(time.date, today)} ${clock}`;
}

function TimeFields({ time, kind, today, mayLieAhead, errors, onChange }: Props): JSX.Element {
  const m = messages.value;
  const yesterday = addDays(today, -1);
  const day = time.date === today || time.date === yesterday ? time.date : "other";
  const [picking, setPicking] = useState(day === "other");
  const precisions: TimePrecision[] = ["exact", "about", "evening"];
  return (
    <>
      <Choices
        id="form-day"
        label={m.form.day}
        always
        choices={[
          { value: today, label: m.form.today },
          { value: yesterday, label: m.form.yesterday },
          { value: "other", label: m.form.otherDay },
        ]}
        value={picking ? "other" : day}
        onChange={(value) => {
          setPicking(value === "other");
          if (value !== null && value !== "other") onChange({ ...time, date: value });
        }}
      />
      {picking && (
        <TextField
          id="form-date"
          type="date"
          label={m.form.date}
          value={time.date}
          max={mayLieAhead ? undefined : today}
          onInput={(date) => {
            if (date !== "") onChange({ ...time, date });
          }}
        />
      )}
      <FieldError id={TARGETS.time} error={errors[TARGETS.time]} />
      <Choices
        id="form-precision"
        label={m.form.precision}
        always
        choices={precisions.map((value) => ({
          value,
          label:
            value === "evening" && !kind.evening ? m.form.precisionDay : m.form.precisions[value],
        }))}
        value={time.precision}
        onChange={(value) => {
          onChange({ ...time, precision: precisions.find((one) => one === value) ?? "exact" });
        }}
      />
      {time.precision !== "evening" && (
        <div class="pair">
          <TextField
            id={TARGETS.start}
            type="time"
            label={m.form.start}
            value={time.start}
            error={errors[TARGETS.start]}
            onInput={(start) => {
              onChange({ ...time, start });
            }}
          />
          <TextField
            id={TARGETS.end}
            type="time"
            label={m.form.end}
            value={time.end}
            error={errors[TARGETS.end]}
            onInput={(end) => {
              onChange({ ...time, end });
            }}
          />
          <p class="hint">{endsNextDay(time) ? m.form.endsNextDay : m.form.endHint}</p>
        </div>
      )}
    </>
  );
}
