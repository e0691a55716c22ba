/** The words that only the setup page says. Every language is here, as there are few. */
import type { Language } from '../../lambdas/shared/languages.ts';
import type { AdministratorRole } from '../../lambdas/identity/scopes.ts';
import type { Message } from '../sign-up/texts.ts';

/** The reasons why a link cannot be used. */
export type SetupStop = 'noToken' | 'invalid' | 'expired' | 'accepted' | 'closed' | 'userExists';

/** The words of one language. */
export interface SetupTexts {
  readonly loading: string;
  readonly title: string;
  /** Without an inviter, the operator of the installation added the person. */
  readonly lead: (tenant: string, inviter?: string) => string;
  readonly email: string;
  readonly role: string;
  readonly roles: Record<AdministratorRole, string>;
  readonly name: string;
  readonly nameRequired: string;
  readonly submit: string;
  readonly submitting: string;
  readonly doneTitle: string;
  readonly done: (tenant: string) => string;
  readonly stop: Record<SetupStop, Message>;
}

export const SETUP_TEXTS: Readonly<Record<Language, SetupTexts>> = {
  en: {
    loading: 'Opening your link…',
    title: 'Set up your account',
    lead: (tenant, inviter) =>
      `${inviter === undefined ? 'You’ve been added' : `${inviter} has added you`} as an administrator of ${tenant}.`,
    email: 'Email',
    role: 'Role',
    roles: {
      administrators: 'Administrator',
      operators: 'Operator',
      'plan-managers': 'Plan manager',
      viewers: 'Viewer',
    },
    name: 'Name',
    nameRequired: 'Enter your name.',
    submit: 'Set up account',
    submitting: 'Setting up your account…',
    doneTitle: 'Your account is ready',
    done: (tenant) => `You can now sign in to ${tenant}.`,
    stop: {
      noToken: {
        title: 'Open the link in your email',
        text: 'This page needs the complete link from the email that you received.',
        next: ['Click the button in the email, or copy the whole link.'],
      },
      invalid: {
        title: 'This link isn’t valid',
        text: 'It may be incomplete, or a newer email may have replaced it.',
        next: ['Use the link in the latest email.', 'Or ask another administrator to resend it.'],
      },
      expired: {
        title: 'This link has expired',
        text: 'For security, the link works for seven days.',
        next: ['Ask another administrator of your company to resend it.'],
      },
      accepted: {
        title: 'Your account is already set up',
        text: 'The link works only once.',
        next: ['Sign in with your email address and password.'],
      },
      closed: {
        title: 'This company is suspended',
        text: 'You can’t set up your account right now.',
        next: ['Keep the email. The link may work again later.'],
      },
      userExists: {
        title: 'This email address already has an account',
        text: 'It can’t be used for an administrator account.',
        next: ['Ask another administrator to add you with a different address.'],
      },
    },
  },
  de: {
    loading: 'Ihr Link wird geöffnet …',
    title: 'Konto einrichten',
    lead: (tenant, inviter) =>
      `${inviter === undefined ? 'Sie wurden' : `${inviter} hat Sie`} zur Verwaltung von ${tenant} hinzugefügt.`,
    email: 'E-Mail',
    role: 'Rolle',
    roles: {
      administrators: 'Administrator',
      operators: 'Sachbearbeitung',
      'plan-managers': 'Planverwaltung',
      viewers: 'Nur Lesen',
    },
    name: 'Name',
    nameRequired: 'Geben Sie Ihren Namen ein.',
    submit: 'Konto einrichten',
    submitting: 'Ihr Konto wird eingerichtet …',
    doneTitle: 'Ihr Konto ist bereit',
    done: (tenant) => `Sie können sich jetzt bei ${tenant} anmelden.`,
    stop: {
      noToken: {
        title: 'Öffnen Sie den Link in Ihrer E-Mail',
        text: 'Diese Seite benötigt den vollständigen Link aus der E-Mail, die Sie erhalten haben.',
        next: ['Klicken Sie auf die Schaltfläche in der E-Mail oder kopieren Sie den ganzen Link.'],
      },
      invalid: {
        title: 'Dieser Link ist ungültig',
        text: 'Er ist unvollständig oder wurde durch eine neuere E-Mail ersetzt.',
        next: [
          'Verwenden Sie den Link in der neuesten E-Mail.',
          'Oder bitten Sie jemanden aus der Administration, ihn erneut zu senden.',
        ],
      },
      expired: {
        title: 'Dieser Link ist abgelaufen',
        text: 'Aus Sicherheitsgründen gilt der Link sieben Tage.',
        next: [
          'Bitten Sie jemanden aus der Administration Ihres Unternehmens, ihn erneut zu senden.',
        ],
      },
      accepted: {
        title: 'Ihr Konto ist bereits eingerichtet',
        text: 'Der Link funktioniert nur einmal.',
        next: ['Melden Sie sich mit Ihrer E-Mail-Adresse und Ihrem Passwort an.'],
      },
      closed: {
        title: 'Dieses Unternehmen ist gesperrt',
        text: 'Sie können Ihr Konto zurzeit nicht einrichten.',
        next: ['Bewahren Sie die E-Mail auf. Der Link funktioniert später möglicherweise wieder.'],
      },
      userExists: {
        title: 'Diese E-Mail-Adresse hat bereits ein Konto',
        text: 'Sie kann nicht für ein Administratorkonto verwendet werden.',
        next: [
          'Bitten Sie jemanden aus der Administration, Sie mit einer anderen Adresse hinzuzufügen.',
        ],
      },
    },
  },
  fr: {
    loading: 'Ouverture de votre lien…',
    title: 'Configurer votre compte',
    lead: (tenant, inviter) =>
      `${inviter === undefined ? 'Vous avez été ajouté' : `${inviter} vous a ajouté`} à l’administration de ${tenant}.`,
    email: 'E-mail',
    role: 'Rôle',
    roles: {
      administrators: 'Administrateur',
      operators: 'Opérateur',
      'plan-managers': 'Gestionnaire des formules',
      viewers: 'Lecteur',
    },
    name: 'Nom',
    nameRequired: 'Saisissez votre nom.',
    submit: 'Configurer le compte',
    submitting: 'Configuration de votre compte…',
    doneTitle: 'Votre compte est prêt',
    done: (tenant) => `Vous pouvez maintenant vous connecter à ${tenant}.`,
    stop: {
      noToken: {
        title: 'Ouvrez le lien reçu par e-mail',
        text: 'Cette page a besoin du lien complet de l’e-mail que vous avez reçu.',
        next: ['Cliquez sur le bouton de l’e-mail ou copiez le lien en entier.'],
      },
      invalid: {
        title: 'Ce lien n’est pas valide',
        text: 'Il est incomplet, ou un e-mail plus récent l’a remplacé.',
        next: [
          'Utilisez le lien de l’e-mail le plus récent.',
          'Ou demandez à un autre administrateur de le renvoyer.',
        ],
      },
      expired: {
        title: 'Ce lien a expiré',
        text: 'Pour des raisons de sécurité, le lien est valable sept jours.',
        next: ['Demandez à un autre administrateur de votre entreprise de le renvoyer.'],
      },
      accepted: {
        title: 'Votre compte est déjà configuré',
        text: 'Le lien ne fonctionne qu’une fois.',
        next: ['Connectez-vous avec votre adresse e-mail et votre mot de passe.'],
      },
      closed: {
        title: 'Cette entreprise est suspendue',
        text: 'Vous ne pouvez pas configurer votre compte pour le moment.',
        next: ['Conservez l’e-mail. Le lien fonctionnera peut-être de nouveau plus tard.'],
      },
      userExists: {
        title: 'Cette adresse e-mail a déjà un compte',
        text: 'Elle ne peut pas servir à un compte administrateur.',
        next: ['Demandez à un autre administrateur de vous ajouter avec une autre adresse.'],
      },
    },
  },
  es: {
    loading: 'Abriendo su enlace…',
    title: 'Configurar su cuenta',
    lead: (tenant, inviter) =>
      `${inviter === undefined ? 'Se le ha añadido' : `${inviter} le ha añadido`} a la administración de ${tenant}.`,
    email: 'Correo electrónico',
    role: 'Rol',
    roles: {
      administrators: 'Administrador',
      operators: 'Operador',
      'plan-managers': 'Gestor de planes',
      viewers: 'Lector',
    },
    name: 'Nombre',
    nameRequired: 'Escriba su nombre.',
    submit: 'Configurar la cuenta',
    submitting: 'Configurando su cuenta…',
    doneTitle: 'Su cuenta está lista',
    done: (tenant) => `Ya puede iniciar sesión en ${tenant}.`,
    stop: {
      noToken: {
        title: 'Abra el enlace de su correo',
        text: 'Esta página necesita el enlace completo del correo que recibió.',
        next: ['Haga clic en el botón del correo o copie el enlace entero.'],
      },
      invalid: {
        title: 'Este enlace no es válido',
        text: 'Está incompleto o un correo más reciente lo ha sustituido.',
        next: [
          'Utilice el enlace del correo más reciente.',
          'O pida a otro administrador que lo reenvíe.',
        ],
      },
      expired: {
        title: 'Este enlace ha caducado',
        text: 'Por seguridad, el enlace es válido durante siete días.',
        next: ['Pida a otro administrador de su empresa que lo reenvíe.'],
      },
      accepted: {
        title: 'Su cuenta ya está configurada',
        text: 'El enlace funciona una sola vez.',
        next: ['Inicie sesión con su correo electrónico y su contraseña.'],
      },
      closed: {
        title: 'Esta empresa está suspendida',
        text: 'No puede configurar su cuenta en este momento.',
        next: ['Conserve el correo. Es posible que el enlace vuelva a funcionar más adelante.'],
      },
      userExists: {
        title: 'Este correo electrónico ya tiene una cuenta',
        text: 'No se puede utilizar para una cuenta de administrador.',
        next: ['Pida a otro administrador que le añada con otra dirección.'],
      },
    },
  },
  ja: {
    loading: 'リンクを開いています…',
    title: 'アカウントの設定',
    lead: (tenant, inviter) =>
      inviter === undefined
        ? `${tenant} の管理者として追加されました。`
        : `${inviter} さんが、あなたを ${tenant} の管理者として追加しました。`,
    email: 'メールアドレス',
    role: '役割',
    roles: {
      administrators: '管理者',
      operators: 'オペレーター',
      'plan-managers': 'プラン管理者',
      viewers: '閲覧者',
    },
    name: '名前',
    nameRequired: '名前を入力してください。',
    submit: 'アカウントを設定する',
    submitting: 'アカウントを設定しています…',
    doneTitle: 'アカウントの準備ができました',
    done: (tenant) => `${tenant} にサインインできます。`,
    stop: {
      noToken: {
        title: 'メールのリンクを開いてください',
        text: 'このページを開くには、受信したメールのリンク全体が必要です。',
        next: ['メールのボタンをクリックするか、リンク全体をコピーしてください。'],
      },
      invalid: {
        title: 'このリンクは無効です',
        text: 'リンクが不完全か、新しいメールのリンクに置き換えられています。',
        next: [
          '最新のメールのリンクを使用してください。',
          'または、ほかの管理者に再送を依頼してください。',
        ],
      },
      expired: {
        title: 'このリンクは有効期限が切れています',
        text: '安全のため、リンクの有効期間は 7 日間です。',
        next: ['会社のほかの管理者に再送を依頼してください。'],
      },
      accepted: {
        title: 'アカウントはすでに設定されています',
        text: 'リンクは一度だけ使用できます。',
        next: ['メールアドレスとパスワードでサインインしてください。'],
      },
      closed: {
        title: 'この会社は利用停止中です',
        text: '現在、アカウントを設定できません。',
        next: ['メールは保管しておいてください。後でリンクが使えるようになることがあります。'],
      },
      userExists: {
        title: 'このメールアドレスにはすでにアカウントがあります',
        text: '管理者アカウントには使用できません。',
        next: ['別のメールアドレスで追加するよう、ほかの管理者に依頼してください。'],
      },
    },
  },
};
