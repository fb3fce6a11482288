"use client";

import { useEffect, useRef, useState, type RefObject, type UIEvent } from "react";

/** So far down one is reading, pixels. */
const READING_PX = 8;

type Reading = {
  /** Somebody scrolled down: what they look at must not move. */
  isReading: boolean;
  /** Stands above the rows: on phones the page itself scrolls. */
  topRef: RefObject<HTMLDivElement | null>;
  /** Of an element around the rows, whose frame scrolls by itself on larger screens. */
  onScrollCapture: (event: UIEvent) => void;
  /** Scrolls up again, which ends the reading. */
  backToTop: () => void;
};

/** Whether rows that grow at the top are being read further down. */
export function useReading(): Reading {
  const topRef = useRef<HTMLDivElement>(null);
  const frame = useRef<Element | null>(null);
  const [isPageDown, setIsPageDown] = useState(false);
  const [isFrameDown, setIsFrameDown] = useState(false);

  useEffect(() => {
    const top = topRef.current;
    if (!top) return;
    // `isIntersecting` is false below the window as well: only above it somebody scrolled past.
    const observer = new IntersectionObserver(([entry]) => {
      if (entry) setIsPageDown(!entry.isIntersecting && entry.boundingClientRect.top < 0);
    });
    observer.observe(top);
    return () => observer.disconnect();
  }, []);

  return {
    isReading: isPageDown || isFrameDown,
    topRef,
    onScrollCapture: ({ target }) => {
      if (!(target instanceof Element)) return;
      frame.current = target;
      setIsFrameDown(target.scrollTop > READING_PX);
    },
    backToTop: () => {
      frame.current?.scrollTo({ top: 0 });
      if (isPageDown) topRef.current?.scrollIntoView({ block: "start" });
    },
  };
}
