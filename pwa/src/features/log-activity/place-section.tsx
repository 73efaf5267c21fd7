/** Where: suggestions first, then the whole list with a search box, then a place in own words. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PlaceSuggestion } from "../../domain/places";
import type { Place } from "../../domain/wire/surroundings";
import { Button } from "../../ui/button";
import { FieldError, TextField } from "../../ui/field";
import { formatDistance, searchKey } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { messages } from "../../ui/messages";
import { Badge } from "../../ui/notice";
import { askPosition, type Position } from "../../ui/position";
import { TARGETS } from "./targets";

/** As many as fit above the thumb on a small phone. */
const SUGGESTED = 5;

interface Props {
  /** Sorted by how near they are once a position is known. */
  suggest: (position: Position | null) => PlaceSuggestion[];
  chosen: Place | null;
  ownName: string | null;
  /** Tapping a place saves the entry at once. */
  savesAtOnce: boolean;
  error: string | undefined;
  onChoose: (place: Place) => void;
  onName: (name: string) => void;
  onClear: () => void;
}

export function PlaceSection(props: Props): JSX.Element {
  const m = messages.value;
  return (
    <section class="stack" id={TARGETS.place} tabIndex={-1} aria-labelledby="form-place-title">
      <h2 id="form-place-title">{m.form.where}</h2>
      <FieldError id={TARGETS.place} error={props.error} />
      {props.chosen ? (
        <ChosenPlace place={props.chosen} onClear={props.onClear} />
      ) : props.ownName !== null ? (
        <OwnPlace {...props} ownName={props.ownName} />
      ) : (
        <PlaceList {...props} />
      )}
    </section>
  );
}

function ChosenPlace({ place, onClear }: { place: Place; onClear: () => void }): JSX.Element {
  const m = messages.value;
  return (
    <div class="item chosen">
      <Icon name="check" />
      <span class="item-body">
        <span class="item-title">{place.name}</span>
        {place.locality && <span class="soft small">{place.locality}</span>}
      </span>
      <Button look="quiet" onClick={onClear} label={`${m.form.changePlace}: ${place.name}`}>
        {m.form.changePlace}
      </Button>
    </div>
  );
}

function OwnPlace({ ownName, onName, onClear }: Props & { ownName: string }): JSX.Element {
  const m = messages.value;
  return (
    <>
      <TextField
        id="form-place-name"
        label={m.form.placeName}
        hint={m.form.placeNameHint}
        value={ownName}
        onInput={onName}
        maxLength={100}
      />
      <div>
        <Button look="quiet" onClick={onClear}>
          {m.form.useList}
        </Button>
      </div>
    </>
  );
}

function PlaceList({ suggest, savesAtOnce, onChoose, onName }: Props): JSX.Element {
  const m = messages.value;
  const [position, setPosition] = useState<Position | null>(null);
  const suggestions = suggest(position);
  const [search, setSearch] = useState<string | null>(null);
  const key = searchKey(search ?? "");
  const found = suggestions.filter(
    ({ place }) => key === "" || searchKey(`${place.name} ${place.locality ?? ""}`).includes(key),
  );
  const shown = search === null ? found.slice(0, SUGGESTED) : found;
  return (
    <>
      {savesAtOnce && suggestions.length > 0 && <p class="hint">{m.form.oneTapHint}</p>}
      <NearestButton onPosition={setPosition} />
      {search !== null && (
        <TextField
          id="form-place-search"
          type="search"
          label={m.form.search}
          value={search}
          onInput={setSearch}
          autocomplete="off"
        />
      )}
      {suggestions.length === 0 && <p class="hint">{m.form.noPlaces}</p>}
      {suggestions.length > 0 && shown.length === 0 && (
        <p class="hint" role="status">
          {m.form.noPlaceFound}
        </p>
      )}
      <ul class="list" aria-label={m.form.places}>
        {shown.map((suggestion) => (
          <li key={suggestion.place.id}>
            <PlaceButton suggestion={suggestion} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      <div class="row">
        {search === null && suggestions.length > shown.length && (
          <Button
            icon="search"
            onClick={() => {
              setSearch("");
            }}
          >
            {m.form.showAll(suggestions.length)}
          </Button>
        )}
        <Button
          look="quiet"
          onClick={() => {
            onName(search ?? "");
          }}
        >
          {m.form.unlisted}
        </Button>
      </div>
    </>
  );
}

function PlaceButton({
  suggestion: { place, distance_m, open_wishes },
  onChoose,
}: {
  suggestion: PlaceSuggestion;
  onChoose: (place: Place) => void;
}): JSX.Element {
  const m = messages.value;
  const beside = [place.locality, distance_m === null ? null : formatDistance(distance_m)]
    .filter((part) => part !== null && part !== place.name)
    .join(" · ");
  return (
    <button
      type="button"
      class="item"
      onClick={() => {
        onChoose(place);
      }}
    >
      <span class="item-body">
        <span class="item-title">{place.name}</span>
        {beside !== "" && <span class="soft small">{beside}</span>}
        {open_wishes.length > 0 && (
          <Badge icon="wish">{m.form.openWishes(open_wishes.length)}</Badge>
        )}
      </span>
      <Icon name="next" />
    </button>
  );
}

type Asking = "not-asked" | "asking" | "known" | "failed";

/** The position is asked for here and nowhere else, and only when somebody taps. */
function NearestButton({ onPosition }: { onPosition: (position: Position) => void }): JSX.Element {
  const m = messages.value;
  const [asking, setAsking] = useState<Asking>("not-asked");
  const ask = async (): Promise<void> => {
    setAsking("asking");
    const position = await askPosition();
    setAsking(position === null ? "failed" : "known");
    if (position !== null) onPosition(position);
  };
  const words: Record<Asking, string> = {
    "not-asked": "",
    asking: m.form.locating,
    known: m.form.nearestOn,
    failed: m.form.nearestFailed,
  };
  return (
    <div class="row">
      {asking !== "known" && (
        <Button icon="locate" disabled={asking === "asking"} onClick={() => void ask()}>
          {m.form.nearest}
        </Button>
      )}
      <p class="hint" role="status">
        {words[asking]}
      </p>
    </div>
  );
}
