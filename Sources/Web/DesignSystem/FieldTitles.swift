import Kernel

/// Names of fields as forms show them, for summaries of what is wrong with them.
enum FieldTitles {
  /// The name of the field at a path such as `shippingAddress.postalCode`; `nil` when its message names it well
  /// enough.
  static func title(of path: String) -> Words? {
    let name = path.split(whereSeparator: { ".[]".contains($0) }).last { Int($0) == nil }
    return name.flatMap { titles[String($0)] }
  }

  private static let titles: [String: Words] = [
    "email": "E-mail", "contactEmail": "E-mail", "password": "Password", "newPassword": "New password",
    "currentPassword": "Present password", "name": "Name", "phone": "Phone", "contactPhone": "Phone",
    "line1": "Street and number",
    "line2": "Addition", "city": "City", "region": "Region", "postalCode": "Postal code",
    "country": "Country",
    "title": "Title", "description": "Description", "price": "Price", "compareAtPrice": "Former price",
    "stock": "Stock", "sku": "SKU", "category": "Category", "brand": "Brand", "tags": "Tags",
    "status": "Status",
    "slug": "Address", "host": "Domain", "url": "Address", "iban": "IBAN", "bic": "BIC",
    "holder": "Account holder",
    "taxId": "VAT or tax number", "legalName": "Legal name", "reason": "Reason", "text": "Text",
    "code": "Code", "quantity": "Quantity", "amount": "Amount", "currency": "Currency",
    "paymentMethod": "Payment method", "lowStockThreshold": "Warn me at", "returnPolicy": "Returns",
    "trackingNumber": "Tracking number", "carrier": "Carrier", "file": "File", "images": "Pictures",
    "avatar": "Picture", "minimumDays": "Days at least", "maximumDays": "Days at most",
    "freeFrom": "Free from",
    "delta": "Pieces", "note": "Note", "role": "Role", "permissions": "Permissions", "timeZone": "Time zone",
    "website": "Website", "instagram": Words(verbatim: "Instagram"), "facebook": Words(verbatim: "Facebook"),
    "x": Words(verbatim: "X"), "youtube": Words(verbatim: "YouTube"), "tiktok": Words(verbatim: "TikTok"),
    "attributes": "Specifications", "position": Words("Place", meaning: "position in a list"),
    "link": "Where it leads", "percent": "Share in percent", "shop": "Shop",
  ]
}
