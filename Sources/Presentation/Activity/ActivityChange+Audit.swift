import Catalog
import Identity
import Kernel
import Web

extension ActivityChange {
  /// A change of the audit log in words: the field's name, and its values as people read them.
  package init(_ change: AuditChange) {
    self.init(
      AuditFields.title(change.field), before: change.before.map { AuditValues.words($0, of: change.field) },
      after: change.after.map { AuditValues.words($0, of: change.field) })
  }
}

/// Names of the fields that the audit log tells of.
enum AuditFields {
  private static let variant = "variant "

  /// A field in words. What vendors named themselves, as a way of delivery, stays as it is.
  static func title(_ field: String) -> Words {
    if field.hasPrefix(variant) {
      return "Variant \(Variant.name(of: String(field.dropFirst(variant.count))))"
    }
    return titles[field] ?? Words(verbatim: field)
  }

  private static let titles: [String: Words] = [
    "address": "Address", "adminRole": "Role", "amount": "Amount", "attributes": "Specifications",
    "bannerLink": "Link of the banner", "bannerPicture": "Picture of the banner",
    "bannerText": "Text of the banner", "bannerTitle": "Title of the banner", "barcode": "Barcode",
    "basisPoints": "Share in basis points", "birthDate": "Date of birth", "brand": "Brand",
    "businessType": "Who sells", "bytes": "Bytes", "carrier": "Carrier", "category": "Category",
    "codes": "Codes by app", "compareAtPrice": "Former price", "contact": "Contact",
    "contactName": "Contact person", "count": "Number", "countries": "Countries", "country": "Country",
    "currency": "Currency", "description": "Description", "details": "Details", "fault": "Fault",
    "file": "File", "flat": "Flat per order", "freeFrom": "Free from", "host": "Domain",
    "isDefault": "Default", "isWhole": "Is whole", "kind": "Kind", "legalName": "Legal name",
    "links": "Links", "logo": "Logo", "lowStockThreshold": "Warn me at", "maxDays": "Days at most",
    "message": "Message", "minDays": "Days at least", "name": "Name", "note": "Note", "of": "Belongs to",
    "openingHours": "Opening hours", "openingNote": "Note on the opening hours", "options": "Options",
    "parent": "Belongs to", "passkey": "Passkey", "passkeys": "Passkeys", "payment": "Payment",
    "permissions": "Permissions", "phone": "Telephone number", "picture": "Picture",
    "position": "Position", "price": "Price", "privacyPolicy": "Privacy", "provider": "Provider",
    "reason": "Reason", "reference": "Reference", "registrationNumber": "Registration number",
    "returnPolicy": "Returns", "role": "Role", "rows": "Rows", "scope": "Scope",
    "shippingPolicy": "Delivery", "silenced": "Silenced mails", "sku": "SKU", "slug": "Address",
    "state": "State", "status": "Status", "stock": "Stock", "tagline": "Tagline", "tags": "Tags",
    "taxId": "VAT or tax number", "terms": "Terms", "title": "Title", "trackingNumber": "Tracking number",
    "website": "Website", "weightGrams": "Weight in grams",
  ]
}
