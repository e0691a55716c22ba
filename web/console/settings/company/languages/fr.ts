import type { CompanyTexts } from '../texts.ts';

/** French. */
export const fr: CompanyTexts = {
  lead: 'L’apparence de votre entreprise dans les e-mails et sur les pages que voient les personnes invitées.',
  name: 'Nom de l’entreprise',
  nameHint: 'Figure dans chaque e-mail et sur chaque page.',
  nameRequired: 'Saisissez le nom de votre entreprise.',
  logoUrl: 'Logo',
  logoHint: 'L’URL d’une image, commençant par https://.',
  logoWrong: 'Saisissez une URL qui commence par https://.',
  color: 'Couleur',
  colorHint: 'Pour les boutons et les accents, par exemple #0b5fff.',
  colorWrong: 'Saisissez # et six chiffres ou lettres de a à f, par exemple #0b5fff.',
  pickColor: 'Choisir une couleur',
  senderName: 'Nom de l’expéditeur',
  senderHint:
    'Facultatif. Le nom de l’expéditeur dans la boîte de réception. À défaut, celui que l’opérateur a choisi.',
  replyTo: 'Adresse de réponse',
  replyToHint: 'Facultatif. Les réponses aux e-mails sont envoyées à cette adresse.',
  replyToWrong: 'Saisissez une adresse e-mail valide.',
};
