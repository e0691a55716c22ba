/** Texts of the dialog with a secret. */
import { defineWords, type Words } from '../../../app/words.ts';

export interface SecretTexts {
  readonly once: string;
  readonly warning: string;
  readonly copy: string;
  readonly leave: string;
  readonly done: string;
}

const en: SecretTexts = {
  once: 'Store it now, for example in your secrets manager. It won’t be shown again.',
  warning: 'You haven’t copied the secret. After you close this dialog, it can’t be shown again.',
  copy: 'Copy secret',
  leave: 'Close without copying',
  done: 'Done',
};
const de: SecretTexts = {
  once: 'Speichern Sie es jetzt, etwa in Ihrem Secret-Manager. Es wird nicht noch einmal angezeigt.',
  warning:
    'Sie haben das Secret noch nicht kopiert. Nach dem Schließen lässt es sich nicht mehr anzeigen.',
  copy: 'Secret kopieren',
  leave: 'Ohne Kopieren schließen',
  done: 'Fertig',
};
const fr: SecretTexts = {
  once: 'Enregistrez-le maintenant, par exemple dans votre gestionnaire de secrets. Il ne sera plus affiché.',
  warning:
    'Vous n’avez pas copié le secret. Une fois cette fenêtre fermée, il ne pourra plus être affiché.',
  copy: 'Copier le secret',
  leave: 'Fermer sans copier',
  done: 'Terminé',
};
const es: SecretTexts = {
  once: 'Guárdelo ahora, por ejemplo, en su gestor de secretos. No se volverá a mostrar.',
  warning: 'No ha copiado el secreto. Cuando cierre este cuadro, no podrá volver a verlo.',
  copy: 'Copiar secreto',
  leave: 'Cerrar sin copiar',
  done: 'Listo',
};
const ja: SecretTexts = {
  once: 'シークレットマネージャーなどに今すぐ保存してください。再表示はできません。',
  warning: 'シークレットがまだコピーされていません。この画面を閉じると、再表示できません。',
  copy: 'シークレットをコピー',
  leave: 'コピーせずに閉じる',
  done: '完了',
};

export const secretWords = defineWords(en, {
  de: async () => de,
  fr: async () => fr,
  es: async () => es,
  ja: async () => ja,
});

/** Combines a section's texts with those of the dialog. */
export function withSecretWords<Texts>(words: Words<Texts>): Words<Texts> {
  return {
    load: async () => {
      await Promise.all([words.load(), secretWords.load()]);
    },
    texts: words.texts,
  };
}
