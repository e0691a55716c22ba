/** Short success messages. Errors appear where they happened instead. */
import { useEffect, useRef, useState } from 'preact/hooks';

import { CheckIcon } from '../shared/icons.tsx';

const SHOWN_FOR = 6_000;

interface Message {
  readonly id: number;
  readonly text: string;
}

let lastId = 0;
let listener: ((message: Message) => void) | undefined;

/** Shows a success message. */
export function toast(text: string): void {
  lastId += 1;
  listener?.({ id: lastId, text });
}

/** The container of the messages, one per page. */
export function Toasts() {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    listener = (message) => {
      setMessages((before) => [...before.slice(-2), message]);
      setTimeout(() => {
        setMessages((before) => before.filter(({ id }) => id !== message.id));
      }, SHOWN_FOR);
    };
    return () => {
      listener = undefined;
    };
  }, []);
  useEffect(() => {
    // Reopened each time, so that it is above a dialog that opened in the meantime.
    if (region.current?.matches(':popover-open') === true) region.current.hidePopover();
    if (messages.length > 0) region.current?.showPopover();
  }, [messages]);
  return (
    <div ref={region} class="toasts" popover="manual" role="status">
      {messages.map(({ id, text }) => (
        <p key={id} class="toast">
          <CheckIcon />
          {text}
        </p>
      ))}
    </div>
  );
}
