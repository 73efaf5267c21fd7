/** The person's own entries, evening by evening, with where each one is. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../ui/button";
import { stockholm } from "../../ui/format";
import { messages } from "../../ui/messages";
import { Page } from "../../ui/page";
import { useStored } from "../app/context";
import { StateCard } from "../home/state-card";
import { EntryRow } from "./entry-row";
import { dayHeading, groupByDay } from "./entry-words";

const PAGE = 60;

export function MyLogScreen(): JSX.Element {
  const m = messages.value;
  const [shown, setShown] = useState(PAGE);
  const stored = useStored(async (phone) => ({
    entries: await phone.entries(),
    catalogue: await phone.catalogue(),
    places: await phone.places(),
  }));
  const today = stockholm(new Date()).date;
  return (
    <Page title={m.log.title} appName={m.app.name}>
      <StateCard />
      {stored?.entries.length === 0 && <p>{m.log.empty}</p>}
      {stored &&
        groupByDay(stored.entries.slice(0, shown)).map((day) => (
          <section key={day.date} aria-labelledby={`day-${day.date}`}>
            <h2 class="day" id={`day-${day.date}`}>
              {dayHeading(day.date, today, m)}
            </h2>
            <ul class="list">
              {day.entries.map((entry) => (
                <li key={entry.activity_id}>
                  <EntryRow entry={entry} catalogue={stored.catalogue} places={stored.places} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      {stored && stored.entries.length > shown && (
        <Button
          wide
          onClick={() => {
            setShown(shown + PAGE);
          }}
        >
          {m.log.showMore}
        </Button>
      )}
      <p class="hint">{m.log.kept}</p>
    </Page>
  );
}
