/**
 * For `onMouseDown` of a button: the field keeps the focus while the button is pressed. An error that appears when the
 * field is left would push the button away from under the pointer, and the click would be lost.
 */
export function keepFocus(event: Event): void {
  event.preventDefault();
}
