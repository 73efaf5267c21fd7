import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import { fillActivity, tidyActivity, type ActivityCore } from "../../src/domain/activity";
import { guard } from "../../src/domain/guard";
import { serviceDateAt } from "../../src/domain/service-date";
import { validateOperation } from "../../src/domain/validate/operation";
import type { Activity } from "../../src/domain/wire/activity";
import type { Catalogue } from "../../src/domain/wire/catalogue";
import type { Operation } from "../../src/domain/wire/operation";
import type { PushAnswer, PushRequest } from "../../src/domain/wire/push";
import type { Place } from "../../src/domain/wire/surroundings";
import { openStore, write } from "../../src/store/open";
import { append, listOutbox } from "../../src/store/outbox";
import { ofAuthor } from "../../src/store/schema";
import { readPushAnswer } from "../../src/sync/answers";
import { push } from "../../src/sync/push";
import { casesForPhone, readContract, type Case } from "../support/cases";

interface Surroundings {
  catalogue: Catalogue;
  places: Place[];
}

const surroundings = readContract<Surroundings>("activities/surroundings.json");

interface ActivityCase extends Case {
  operation: Operation & { activity?: ActivityCore & Partial<Activity> };
  errors: string[];
}

/** An operation off the wire with absent members filled, as the phone composes it. */
function composed(operation: ActivityCase["operation"]): Operation {
  const { activity } = operation;
  return {
    ...operation,
    reason: (operation as { reason?: string | null }).reason ?? null,
    ...(activity === undefined ? {} : { activity: fillActivity(activity) }),
  };
}

describe("activities: the phone finds what the server finds", () => {
  for (const given of casesForPhone<ActivityCase>("activities")) {
    test(`${given.file}: ${given.title}`, () => {
      const found = validateOperation(composed(given.operation), surroundings);

      const pointers = [...new Set(found.map((error) => error.pointer))].sort();
      expect(pointers).toEqual([...given.errors].sort());
    });
  }

  test("what is valid stays valid when it is tidied for sending", () => {
    for (const given of casesForPhone<ActivityCase>("activities")) {
      const operation = composed(given.operation);
      if (given.errors.length > 0 || !("activity" in operation)) continue;
      const tidy = { ...operation, activity: tidyActivity(operation.activity) };

      expect(validateOperation(tidy, surroundings)).toEqual([]);
    }
  });
});

interface ServiceDateCase extends Case {
  started_at: string;
  evening: boolean;
  service_date: string;
}

describe("service-date: an entry belongs to the evening it started", () => {
  for (const given of casesForPhone<ServiceDateCase>("service-date")) {
    test(`${given.file}: ${given.title}`, () => {
      expect(serviceDateAt(given.started_at, given.evening)).toBe(given.service_date);
    });
  }
});

interface GuardCase extends Case {
  text: string;
  hits: { kind: string; strength: string; found: string }[];
}

describe("guard: what could identify a person is found", () => {
  for (const given of casesForPhone<GuardCase>("guard")) {
    test(`${given.file}: ${given.title}`, () => {
      const hits = guard(given.text).map((hit) => ({
        kind: hit.kind,
        strength: hit.strength,
        found: given.text.slice(hit.start, hit.end),
      }));

      expect(hits).toEqual(given.hits);
    });
  }
});

interface PushCase extends Case {
  request: PushRequest;
  answer: PushAnswer;
  outbox: { operation_id: string; status: string }[];
  sent: string[];
}

describe("push: the queue after each kind of answer", () => {
  for (const given of casesForPhone<PushCase>("push")) {
    test(`${given.file}: ${given.title}`, async () => {
      const { request, answer } = given;
      const store = openStore({ name: `contract-${given.file}` });
      const author_id = "author";
      await write(store, (writing) =>
        append(writing, author_id, request.operations, request.device_time),
      );
      const read = readPushAnswer(answer);
      if (read === null) throw new Error("the answer is not a push answer");
      const requests: PushRequest[] = [];

      await push({
        api: {
          push: (sent: PushRequest) => {
            requests.push(structuredClone(sent));
            return Promise.resolve({ ok: true, value: read.value });
          },
        },
        store,
        author_id,
        device_id: request.device_id,
        now: () => new Date(request.device_time),
        retryAt: () => "2026-10-24T21:00:00.000Z",
        onAnswer: () => undefined,
      });

      expect(requests.map((sent) => new Date(sent.device_time).toISOString())).toEqual([
        new Date(request.device_time).toISOString(),
      ]);
      expect(requests[0]?.operations).toEqual(request.operations);
      const outbox = await listOutbox(store, author_id);
      expect(outbox.map(({ operation_id, status }) => ({ operation_id, status }))).toEqual(
        given.outbox,
      );
      const sent = await store.run((db) => db.getAll("sent", ofAuthor(author_id)));
      expect(sent.map((record) => record.operation_id)).toEqual(given.sent);
      store.close();
    });
  }
});
