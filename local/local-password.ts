/** No secret: whoever reaches the local AWS needs no password at all. */
export const localPassword = 'Welcome-to-foyer-1';
