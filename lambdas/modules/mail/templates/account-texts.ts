import type { Language } from '../../platform/locale.ts';

/** The emails that Cognito sends about an account. */
export const ACCOUNT_MAIL_KINDS = ['reset', 'verification', 'signIn', 'temporary'] as const;
export type AccountMailKind = (typeof ACCOUNT_MAIL_KINDS)[number];

/** The values in the sentences, as single lines of plain text. */
interface Values {
  readonly tenantName: string;
  /** The validity period of the code, such as `1 hour`, in the recipient's language. */
  readonly validFor: string;
}

type Sentence = (values: Values) => string;

/** The strings of one email. The code itself is not a value, because it belongs only in the body. */
interface KindTexts {
  readonly subject: Sentence;
  readonly heading: string;
  readonly instruction: Sentence;
  readonly unexpected: string;
}

/** The strings of the emails about an account, in one language. */
interface AccountTexts extends Readonly<Record<AccountMailKind, KindTexts>> {
  /** Shown next to the subject in the list of emails. */
  readonly preheader: Sentence;
  readonly validity: Sentence;
  /** For a temporary password, which cannot be requested again. */
  readonly passwordValidity: Sentence;
  readonly secret: Sentence;
  /** For a temporary password. */
  readonly passwordSecret: Sentence;
  /** Labels the address that the person signs in with. */
  readonly accountLabel: string;
}

/** The strings in every language. */
export const ACCOUNT_TEXTS: Readonly<Record<Language, AccountTexts>> = {
  en: {
    preheader: ({ validFor }) => `Valid for ${validFor}.`,
    validity: ({ validFor }) =>
      `The code is valid for ${validFor}. If you request another one, only the latest works.`,
    passwordValidity: ({ validFor }) => `The temporary password is valid for ${validFor}.`,
    secret: ({ tenantName }) =>
      `Don’t share this code with anyone. Nobody from ${tenantName} will ever ask you for it.`,
    passwordSecret: ({ tenantName }) =>
      `Don’t share this password with anyone. Nobody from ${tenantName} will ever ask you for it.`,
    accountLabel: 'Account',
    reset: {
      subject: ({ tenantName }) => `Reset your password for ${tenantName}`,
      heading: 'Reset your password',
      instruction: ({ tenantName }) =>
        `To choose a new password for your account with ${tenantName}, enter this code on the sign-in page:`,
      unexpected:
        'If you didn’t ask to reset your password, you can ignore this email. Without the code, nobody can change your password.',
    },
    verification: {
      subject: ({ tenantName }) => `Your verification code for ${tenantName}`,
      heading: 'Verify your email address',
      instruction: ({ tenantName }) =>
        `To use this email address for your account with ${tenantName}, enter this code:`,
      unexpected:
        'If you didn’t request a code, you can ignore this email. Without the code, nobody can use your address.',
    },
    signIn: {
      subject: ({ tenantName }) => `Your sign-in code for ${tenantName}`,
      heading: 'Your sign-in code',
      instruction: ({ tenantName }) => `To sign in to ${tenantName}, enter this code:`,
      unexpected:
        'If you aren’t signing in right now, someone else might know your password. Change it, and don’t share this code.',
    },
    temporary: {
      subject: ({ tenantName }) => `Your temporary password for ${tenantName}`,
      heading: 'Your temporary password',
      instruction: ({ tenantName }) =>
        `You have a new account with ${tenantName}. Sign in with this temporary password, and then choose your own:`,
      unexpected:
        'If you weren’t expecting an account, you can ignore this email. The temporary password stops working on its own.',
    },
  },
  de: {
    preheader: ({ validFor }) => `Gültigkeit: ${validFor}.`,
    validity: ({ validFor }) =>
      `Der Code ist ${validFor} lang gültig. Wenn Sie einen weiteren anfordern, gilt nur der neueste.`,
    passwordValidity: ({ validFor }) => `Das temporäre Passwort ist ${validFor} lang gültig.`,
    secret: ({ tenantName }) =>
      `Geben Sie diesen Code nicht weiter. Niemand von ${tenantName} wird Sie je danach fragen.`,
    passwordSecret: ({ tenantName }) =>
      `Geben Sie dieses Passwort nicht weiter. Niemand von ${tenantName} wird Sie je danach fragen.`,
    accountLabel: 'Konto',
    reset: {
      subject: ({ tenantName }) => `Setzen Sie Ihr Passwort für ${tenantName} zurück`,
      heading: 'Passwort zurücksetzen',
      instruction: ({ tenantName }) =>
        `Um ein neues Passwort für Ihr Konto bei ${tenantName} zu wählen, geben Sie diesen Code auf der Anmeldeseite ein:`,
      unexpected:
        'Wenn Sie Ihr Passwort nicht zurücksetzen möchten, können Sie diese E-Mail ignorieren. Ohne den Code kann niemand Ihr Passwort ändern.',
    },
    verification: {
      subject: ({ tenantName }) => `Ihr Bestätigungscode für ${tenantName}`,
      heading: 'Bestätigen Sie Ihre E-Mail-Adresse',
      instruction: ({ tenantName }) =>
        `Um diese E-Mail-Adresse für Ihr Konto bei ${tenantName} zu verwenden, geben Sie diesen Code ein:`,
      unexpected:
        'Wenn Sie keinen Code angefordert haben, können Sie diese E-Mail ignorieren. Ohne den Code kann niemand Ihre Adresse verwenden.',
    },
    signIn: {
      subject: ({ tenantName }) => `Ihr Anmeldecode für ${tenantName}`,
      heading: 'Ihr Anmeldecode',
      instruction: ({ tenantName }) =>
        `Um sich bei ${tenantName} anzumelden, geben Sie diesen Code ein:`,
      unexpected:
        'Wenn Sie sich gerade nicht anmelden, kennt möglicherweise jemand anderes Ihr Passwort. Ändern Sie es, und geben Sie diesen Code nicht weiter.',
    },
    temporary: {
      subject: ({ tenantName }) => `Ihr temporäres Passwort für ${tenantName}`,
      heading: 'Ihr temporäres Passwort',
      instruction: ({ tenantName }) =>
        `Sie haben ein neues Konto bei ${tenantName}. Melden Sie sich mit diesem temporären Passwort an, und wählen Sie dann Ihr eigenes:`,
      unexpected:
        'Wenn Sie kein Konto erwartet haben, können Sie diese E-Mail ignorieren. Das temporäre Passwort läuft automatisch ab.',
    },
  },
  fr: {
    preheader: ({ validFor }) => `Valable pendant ${validFor}.`,
    validity: ({ validFor }) =>
      `Le code est valable pendant ${validFor}. Si vous en demandez un autre, seul le plus récent est valable.`,
    passwordValidity: ({ validFor }) =>
      `Le mot de passe temporaire est valable pendant ${validFor}.`,
    secret: ({ tenantName }) =>
      `Ne communiquez ce code à personne. Personne chez ${tenantName} ne vous le demandera jamais.`,
    passwordSecret: ({ tenantName }) =>
      `Ne communiquez ce mot de passe à personne. Personne chez ${tenantName} ne vous le demandera jamais.`,
    accountLabel: 'Compte',
    reset: {
      subject: ({ tenantName }) => `Réinitialisez votre mot de passe pour ${tenantName}`,
      heading: 'Réinitialisez votre mot de passe',
      instruction: ({ tenantName }) =>
        `Pour choisir un nouveau mot de passe pour votre compte chez ${tenantName}, saisissez ce code sur la page de connexion\u00a0:`,
      unexpected:
        'Si vous n’avez pas demandé à réinitialiser votre mot de passe, vous pouvez ignorer cet e-mail. Sans le code, personne ne peut modifier votre mot de passe.',
    },
    verification: {
      subject: ({ tenantName }) => `Votre code de vérification pour ${tenantName}`,
      heading: 'Confirmez votre adresse e-mail',
      instruction: ({ tenantName }) =>
        `Pour utiliser cette adresse e-mail avec votre compte chez ${tenantName}, saisissez ce code\u00a0:`,
      unexpected:
        'Si vous n’avez pas demandé de code, vous pouvez ignorer cet e-mail. Sans le code, personne ne peut utiliser votre adresse.',
    },
    signIn: {
      subject: ({ tenantName }) => `Votre code de connexion pour ${tenantName}`,
      heading: 'Votre code de connexion',
      instruction: ({ tenantName }) =>
        `Pour vous connecter à ${tenantName}, saisissez ce code\u00a0:`,
      unexpected:
        'Si vous n’êtes pas en train de vous connecter, quelqu’un d’autre connaît peut-être votre mot de passe. Modifiez-le et ne communiquez pas ce code.',
    },
    temporary: {
      subject: ({ tenantName }) => `Votre mot de passe temporaire pour ${tenantName}`,
      heading: 'Votre mot de passe temporaire',
      instruction: ({ tenantName }) =>
        `Vous avez un nouveau compte chez ${tenantName}. Connectez-vous avec ce mot de passe temporaire, puis choisissez le vôtre\u00a0:`,
      unexpected:
        'Si vous n’attendiez pas de compte, vous pouvez ignorer cet e-mail. Le mot de passe temporaire expire automatiquement.',
    },
  },
  es: {
    preheader: ({ validFor }) => `Válido durante ${validFor}.`,
    validity: ({ validFor }) =>
      `El código es válido durante ${validFor}. Si solicita otro, solo será válido el más reciente.`,
    passwordValidity: ({ validFor }) => `La contraseña temporal es válida durante ${validFor}.`,
    secret: ({ tenantName }) =>
      `No comparta el código con nadie. En ${tenantName} nunca se lo pedirán.`,
    passwordSecret: ({ tenantName }) =>
      `No comparta la contraseña con nadie. En ${tenantName} nunca se la pedirán.`,
    accountLabel: 'Cuenta',
    reset: {
      subject: ({ tenantName }) => `Restablezca su contraseña de ${tenantName}`,
      heading: 'Restablezca su contraseña',
      instruction: ({ tenantName }) =>
        `Para elegir una contraseña nueva para su cuenta en ${tenantName}, introduzca este código en la página de inicio de sesión:`,
      unexpected:
        'Si no ha solicitado restablecer su contraseña, puede ignorar este correo. Sin el código, nadie puede cambiar su contraseña.',
    },
    verification: {
      subject: ({ tenantName }) => `Su código de verificación para ${tenantName}`,
      heading: 'Confirme su dirección de correo electrónico',
      instruction: ({ tenantName }) =>
        `Para usar esta dirección de correo electrónico con su cuenta en ${tenantName}, introduzca este código:`,
      unexpected:
        'Si no ha solicitado ningún código, puede ignorar este correo. Sin el código, nadie puede usar su dirección.',
    },
    signIn: {
      subject: ({ tenantName }) => `Su código de inicio de sesión para ${tenantName}`,
      heading: 'Su código de inicio de sesión',
      instruction: ({ tenantName }) =>
        `Para iniciar sesión en ${tenantName}, introduzca este código:`,
      unexpected:
        'Si no está iniciando sesión en este momento, es posible que otra persona conozca su contraseña. Cámbiela y no comparta este código.',
    },
    temporary: {
      subject: ({ tenantName }) => `Su contraseña temporal para ${tenantName}`,
      heading: 'Su contraseña temporal',
      instruction: ({ tenantName }) =>
        `Tiene una cuenta nueva en ${tenantName}. Inicie sesión con esta contraseña temporal y, después, elija la suya:`,
      unexpected:
        'Si no esperaba una cuenta, puede ignorar este correo. La contraseña temporal caduca automáticamente.',
    },
  },
  ja: {
    preheader: ({ validFor }) => `有効期間は ${validFor}です。`,
    validity: ({ validFor }) =>
      `コードの有効期間は ${validFor}です。新しいコードをリクエストした場合は、最新のコードのみ有効です。`,
    passwordValidity: ({ validFor }) => `仮パスワードの有効期間は ${validFor}です。`,
    secret: ({ tenantName }) =>
      `コードは誰にも教えないでください。${tenantName} の担当者がコードをお尋ねすることはありません。`,
    passwordSecret: ({ tenantName }) =>
      `仮パスワードは誰にも教えないでください。${tenantName} の担当者がパスワードをお尋ねすることはありません。`,
    accountLabel: 'アカウント',
    reset: {
      subject: ({ tenantName }) => `${tenantName} のパスワードの再設定`,
      heading: 'パスワードの再設定',
      instruction: ({ tenantName }) =>
        `${tenantName} のアカウントに新しいパスワードを設定するには、サインインページで次のコードを入力してください。`,
      unexpected:
        'パスワードの再設定をリクエストした覚えがない場合は、このメールは無視してください。コードがなければ、誰もパスワードを変更することはできません。',
    },
    verification: {
      subject: ({ tenantName }) => `${tenantName} の確認コード`,
      heading: 'メールアドレスの確認',
      instruction: ({ tenantName }) =>
        `このメールアドレスを ${tenantName} のアカウントで使用するには、次のコードを入力してください。`,
      unexpected:
        'コードをリクエストした覚えがない場合は、このメールは無視してください。コードがなければ、誰もこのメールアドレスを使用することはできません。',
    },
    signIn: {
      subject: ({ tenantName }) => `${tenantName} のサインインコード`,
      heading: 'サインインコード',
      instruction: ({ tenantName }) =>
        `${tenantName} にサインインするには、次のコードを入力してください。`,
      unexpected:
        '現在サインインしていない場合は、第三者がパスワードを知っている可能性があります。パスワードを変更し、コードは誰にも教えないでください。',
    },
    temporary: {
      subject: ({ tenantName }) => `${tenantName} の仮パスワード`,
      heading: '仮パスワード',
      instruction: ({ tenantName }) =>
        `${tenantName} の新しいアカウントが作成されました。次の仮パスワードでサインインし、新しいパスワードを設定してください。`,
      unexpected:
        'アカウントの作成に心当たりがない場合は、このメールは無視してください。仮パスワードは自動的に無効になります。',
    },
  },
};
