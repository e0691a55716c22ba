import { PASSWORD_MAX_LENGTH } from '../../lambdas/modules/platform/sign-up-form.ts';
import type { FieldName } from './field-mode.ts';
import type { Problem } from './problems.ts';
import type { Texts, TroubleReason } from './texts.ts';

/** The message for a problem, in the page's language. Omit `field` for problems of the whole form. */
export function problemText(texts: Texts, problem: Problem, field?: FieldName): string {
  const { errors } = texts;
  switch (problem.rule) {
    case 'required':
      return isAsked(field, texts) ? errors.required[field] : errors.refused;
    case 'tooLong':
      return errors.tooLong(labelOf(texts, field), problem.max);
    case 'damaged':
      return errors.damaged(labelOf(texts, field));
    case 'webAddress':
      return errors.webAddress(labelOf(texts, field));
    case 'angleBrackets':
      return errors.angleBrackets(labelOf(texts, field));
    case 'emailMismatch':
      return errors.emailMismatch(problem.invited);
    case 'codeLimited':
      return errors.codeLimited(problem.minutes);
    case 'mailLimited':
      return errors.mailLimited(problem.hours);
    case 'trouble':
      return sentencesOn(texts, problem.reason);
    case 'passwordTooLong':
      return errors.passwordTooLong(problem.max);
    case 'passwordRules':
      return errors.passwordRules(
        problem.missing.map((id) => ruleText(texts, id, problem.minLength)),
      );
    case 'refused':
      return refusedText(texts, problem.sentence, field);
    default:
      return errors[problem.rule];
  }
}

/** A password rule as a list item. */
export function ruleText(
  { password }: Texts,
  id: keyof Texts['password']['rules'],
  minLength: number,
): string {
  switch (id) {
    case 'length':
      return password.rules.length(minLength);
    case 'maxLength':
      return password.rules.maxLength(PASSWORD_MAX_LENGTH);
    default:
      return password.rules[id];
  }
}

/** Uses the server's own sentence on English pages: it is the most specific, but always in English. */
function refusedText(texts: Texts, sentence: string, field: FieldName | undefined): string {
  if (texts.language === 'en' && sentence !== '') return sentence;
  return field === undefined
    ? texts.errors.refused
    : texts.errors.fieldRefused(labelOf(texts, field));
}

function isAsked(
  field: FieldName | undefined,
  { errors }: Texts,
): field is keyof Texts['errors']['required'] {
  return field !== undefined && field in errors.required;
}

function labelOf(texts: Texts, field: FieldName | undefined): string {
  switch (field) {
    case undefined:
      return '';
    case 'email':
      return texts.email.label;
    case 'code':
      return texts.code.label;
    case 'password':
      return texts.password.label;
    default:
      return texts.form.fields[field];
  }
}

function sentencesOn({ trouble, space }: Texts, reason: TroubleReason): string {
  return [trouble[reason].text, ...trouble[reason].next].join(space);
}
