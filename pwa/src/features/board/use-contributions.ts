/** The entries behind a number, page by page, as the server gives them. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../domain/problem";
import type { Contribution, ProgressRow } from "../../domain/wire/progress";
import { useApp } from "../app/context";

export interface ContributionPages {
  items: Contribution[];
  row: ProgressRow | null;
  problem: Problem | null;
  loading: boolean;
  hasMore: boolean;
  /** The next page, or the same one again after a failure. */
  more: () => void;
}

interface Held {
  items: Contribution[];
  row: ProgressRow | null;
  next: string | null;
  problem: Problem | null;
  loading: boolean;
  started: boolean;
}

const EMPTY: Held = {
  items: [],
  row: null,
  next: null,
  problem: null,
  loading: true,
  started: false,
};

export function useContributions(commitment_id: string, window: string): ContributionPages {
  const { phone } = useApp();
  const [held, setHeld] = useState<Held>(EMPTY);
  /** Answers to an earlier question are dropped. */
  const question = useRef(0);

  const fetchPage = async (cursor: string | null): Promise<void> => {
    const asked = question.current;
    setHeld((now) => ({ ...now, loading: true, problem: null }));
    const answer = await phone.fetchContributions(commitment_id, {
      ...(window === "" ? {} : { window }),
      ...(cursor === null ? {} : { cursor }),
    });
    if (asked !== question.current) return;
    setHeld((now) =>
      answer.ok
        ? {
            items: [...now.items, ...answer.value.items],
            row: answer.value.row ?? now.row,
            next: answer.value.next_cursor,
            problem: null,
            loading: false,
            started: true,
          }
        : { ...now, problem: answer.problem, loading: false },
    );
  };

  useEffect(() => {
    question.current += 1;
    setHeld(EMPTY);
    void fetchPage(null);
    return () => {
      question.current += 1;
    };
  }, [phone, commitment_id, window]);

  return {
    items: held.items,
    row: held.row,
    problem: held.problem,
    loading: held.loading,
    hasMore: held.next !== null,
    more: () => void fetchPage(held.started ? held.next : null),
  };
}
