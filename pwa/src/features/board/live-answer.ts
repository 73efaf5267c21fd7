/** An answer read straight from the server, asked again when the question changes. */
import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../../domain/problem";
import type { Answer, Phone } from "../../phone";
import { useApp } from "../app/context";

export interface Live<T> {
  value: T | null;
  problem: Problem | null;
  answeredAt: Date | null;
  retry: () => void;
}

export function useLive<T>(ask: (phone: Phone) => Promise<Answer<T>>, key: string): Live<T> {
  const { phone } = useApp();
  const [tries, setTries] = useState(0);
  const [answer, setAnswer] = useState<{ key: string; at: Date; answer: Answer<T> } | null>(null);
  useEffect(() => {
    let wanted = true;
    void ask(phone).then((given) => {
      if (wanted) setAnswer({ key, at: new Date(), answer: given });
    });
    return () => {
      wanted = false;
    };
    // `ask` is a new function at every drawing; `key` says when the question is another.
  }, [phone, key, tries]);
  const given = answer?.key === key ? answer : null;
  return {
    value: given?.answer.ok ? given.answer.value : null,
    problem: given && !given.answer.ok ? given.answer.problem : null,
    answeredAt: given?.answer.ok ? given.at : null,
    retry: () => {
      setAnswer(null);
      setTries(tries + 1);
    },
  };
}
