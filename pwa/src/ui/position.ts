/**
 * The phone's position, asked for only when a person taps for it, and used only to sort a list. It
 * lives in memory while the screen is open and is never stored or sent.
 */

export interface Position {
  lat: number;
  lon: number;
}

const OPTIONS: PositionOptions = { timeout: 8_000, maximumAge: 60_000, enableHighAccuracy: false };

/** Null where the phone has no position, refuses, or takes too long. */
export function askPosition(): Promise<Position | null> {
  return new Promise((resolve) => {
    if (!("geolocation" in navigator)) {
      resolve(null);
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        resolve({ lat: coords.latitude, lon: coords.longitude });
      },
      () => {
        resolve(null);
      },
      OPTIONS,
    );
  });
}
