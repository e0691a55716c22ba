import type { CompanyTexts } from '../texts.ts';

/** Spanish. */
export const es: CompanyTexts = {
  title: 'Empresa',
  details: 'Detalles',
  name: 'Nombre de la empresa',
  relation: {
    customer: (tenant) => `Cliente de ${tenant}`,
    supplier: (tenant) => `Proveedor de ${tenant}`,
  },
  since: 'Fecha de alta',
  primaryContact: 'Contacto principal',
  phone: 'Teléfono',
  website: 'Sitio web',
  websiteHint: 'Por ejemplo, https://www.example.com',
  taxId: 'Número fiscal',
  address: 'Dirección',
  addressParts: {
    line1: 'Calle y número',
    line2: 'Piso, puerta u oficina',
    postalCode: 'Código postal',
    city: 'Ciudad',
    region: 'Provincia o estado',
    country: 'País o región',
  },
  noCountry: 'Sin especificar',
  incomplete: (tenant) =>
    `Añada su teléfono y su dirección para que ${tenant} pueda ponerse en contacto con usted.`,
  onlyOwners: 'Solo los propietarios pueden cambiar el perfil de la empresa.',
  services: 'Servicios',
  noServices: (tenant) => `${tenant} no ha añadido servicios para su empresa.`,
  people: 'Personas',
  total: 'En total',
  users: 'Con cuenta',
  owners: 'Propietarios',
  seeColleagues: 'Ver compañeros',
  editTitle: 'Editar el perfil de la empresa',
  nameMissing: 'Introduzca el nombre de su empresa.',
  websiteWrong: 'Introduzca una dirección completa, por ejemplo https://www.example.com.',
  saved: 'Perfil de la empresa guardado',
};
