/**
 * For a button's `onMouseDown`: keeps the focus in the field while the button is pressed. Otherwise, an error that appears on
 * blur would push the button away from the pointer, and the click would be lost.
 */
export function keepFocus(event: Event): void {
  event.preventDefault();
}
