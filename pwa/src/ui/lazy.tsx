/** A screen that comes in its own file: fetched when first wanted, cached with the app afterwards. */
import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

type Loaded<P> =
  { state: "loading" } | { state: "failed" } | { state: "here"; View: ComponentType<P> };

export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  views: { loading: ComponentType; failed: ComponentType<{ retry: () => void }> },
): (props: P) => JSX.Element {
  let known: ComponentType<P> | null = null;
  return function Lazy(props: P): JSX.Element {
    const [loaded, setLoaded] = useState<Loaded<P>>(
      known === null ? { state: "loading" } : { state: "here", View: known },
    );
    const [tries, setTries] = useState(0);
    useEffect(() => {
      if (known !== null) return;
      load().then(
        (View) => {
          known = View;
          setLoaded({ state: "here", View });
        },
        // The file is neither cached nor reachable; the person may try again.
        () => {
          setLoaded({ state: "failed" });
        },
      );
    }, [tries]);
    if (loaded.state === "here") return <loaded.View {...props} />;
    if (loaded.state === "loading") return <views.loading />;
    return (
      <views.failed
        retry={() => {
          setLoaded({ state: "loading" });
          setTries(tries + 1);
        }}
      />
    );
  };
}
