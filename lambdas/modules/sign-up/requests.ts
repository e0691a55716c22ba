import * as z from 'zod/mini';

import { once } from '../platform/once.ts';
import {
  companySchema,
  PASSWORD_MAX_LENGTH,
  prefilledProfileSchema,
} from '../platform/sign-up-form.ts';
import { foldCode } from '../platform/text.ts';

/**
 * The token of a link. The maximum length is enough for a complete link, even if a mail filter has wrapped it in its
 * own link.
 */
const token = once(() =>
  z.string('token is required.').check(
    z.maxLength(4096),
    z.meta({
      description:
        'The token of the invitation link: the part after `#`. The whole link is accepted too.',
      example: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k.m5Yw8dE0Jx3v6oBq1hTgA2nKcVfSzRpLuXi9eW4sD7k',
    }),
  ),
);
const differentEmail = once(() =>
  z
    .optional(
      z.string().check(z.maxLength(320, 'The email address must be at most 128 characters.')),
    )
    .check(
      z.meta({
        description: 'A different email address for the account, if the invitation allows it.',
        example: 'ada.private@example.org',
        format: 'idn-email',
      }),
    ),
);

/** The code that was emailed to verify the address, for links that do not verify it. */
const code = once(() =>
  z
    .optional(
      z.pipe(
        z.pipe(
          z.string(),
          z.transform((typed) => foldCode(typed).replace(/[\s-]/g, '')),
        ),
        z.string().check(z.regex(/^\d{8}$/, 'The code must be 8 digits.')),
      ),
    )
    .check(
      z.meta({
        description: 'The emailed code that confirms the email address.',
        example: '40718293',
      }),
    ),
);

/** The body of `POST /v1/sign-up/lookup`, `…/decline`, and `…/request-new`. */
export const tokenSchema = once(() =>
  z.strictObject({ token: token() }).check(z.meta({ id: 'InvitationTokenRequest' })),
);

/** The body of `POST /v1/sign-up/code`. */
export const codeSchema = once(() =>
  z.strictObject({
    token: token(),
    email: differentEmail(),
  }),
);

/**
 * The body of `POST /v1/sign-up/accept`. The password requirements, including the maximum length, are checked
 * separately, because they have their own error code.
 */
export const acceptSchema = once(() =>
  z.strictObject({
    token: token(),
    password: z.string('password is required.').check(
      z.meta({
        description: `The new password, up to ${PASSWORD_MAX_LENGTH} characters. See \`passwordRules\` in the response to \`POST /v1/sign-up/lookup\` for the other requirements.`,
        example: 'correct horse battery 9 Staple',
      }),
    ),
    profile: prefilledProfileSchema.check(
      z.meta({
        description: 'The values that the invitee entered in the fields that can be changed.',
      }),
    ),
    company: z.optional(companySchema).check(
      z.meta({
        description: 'The name of the company, if it can be changed.',
        example: 'Analytical Engines Ltd',
      }),
    ),
    email: differentEmail(),
    code: code(),
  }),
);
export type AcceptRequest = z.infer<ReturnType<typeof acceptSchema>>;

/** The body of `POST /v1/sign-up/provider`. It can include the values that the invitee has entered so far. */
export const visitSchema = once(() =>
  z.strictObject({
    token: token(),
    provider: z.string('provider is required.').check(
      z.maxLength(64),
      z.meta({
        description:
          'The name of an identity provider from `providers` in the response to `POST /v1/sign-up/lookup`.',
        example: 'company-login',
      }),
    ),
    profile: z.optional(prefilledProfileSchema).check(
      z.meta({
        description:
          'The values that the invitee entered. Missing names are taken from the provider.',
      }),
    ),
    company: z.optional(companySchema).check(
      z.meta({
        description: 'The name of the company, if it can be changed.',
        example: 'Analytical Engines Ltd',
      }),
    ),
    code: code(),
  }),
);
export type VisitRequest = z.infer<ReturnType<typeof visitSchema>>;
