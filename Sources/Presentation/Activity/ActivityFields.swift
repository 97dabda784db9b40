import Kernel

/// The fields of the audit log by the names that people know.
enum ActivityFields {
  /// The names of fields that mean the same wherever they stand.
  static let titles: [String: Words] = general.merging(goods) { $1 }.merging(people) { $1 }

  private static let general: [String: Words] = [
    "active": "Active", "amount": "Amount", "answer": "Answer", "bannerLink": "Link of the banner",
    "bannerPicture": "Picture of the banner",
    "bannerText": "Text of the banner", "bannerTitle": "Title of the banner",
    "basisPoints": "Share of the price",
    "bytes": "Size in bytes", "code": "Code", "carrier": "Carrier", "contact": "How to reach the shop",
    "countries": "Countries",
    "country": "Country", "currency": "Currency", "details": "Details", "fault": "What is wrong",
    "file": "File",
    "flat": "Flat amount in cents", "freeFrom": "Free from", "host": "Domain", "isWhole": "Whole",
    "kind": "Kind", "links": "Links", "logo": "Logo", "lowStockThreshold": "Warning of low stock at",
    "maxDays": "Days at worst", "message": "Message", "minDays": "Days at best", "name": "Name",
    "note": "Note",
    "of": "Holds for", "openingHours": "Opening hours", "openingNote": "Opening hours in words",
    "payment": "Payment", "picture": "Picture", "privacyPolicy": "Privacy", "reason": "Reason",
    "reference": "Reference", "returnPolicy": "Returns", "rows": "Rows", "scope": "Scope",
    "shippingPolicy": "Delivery", "silenced": "Mails that are not wanted", "state": "State",
    "status": "State",
    "tagline": "Tagline", "terms": "Terms", "timeZone": "Time zone", "trackingNumber": "Tracking number",
  ]

  private static let goods: [String: Words] = [
    "attributes": "Specifications", "barcode": "Barcode", "brand": "Brand", "brands": "Brands",
    "categories": "Categories", "category": "Category", "changes": "Changes",
    "choices": "Values to choose from", "filterable": "Filter", "required": "Required", "unit": "Unit",
    "compareAtPrice": "Former price", "copyOf": "Copy of", "count": "Number", "description": "Description",
    "from": "From", "goodsMovedTo": "Its goods went to", "location": "Location", "locations": "Locations",
    "mainLocation": "Main location", "pieces": "Pieces", "to": "To",
    "options": "Options",
    "marketPrices": "Prices in markets", "movedTo": "Its products went to",
    "parent": "Belongs to", "pictures": "Pictures", "position": Words("Place", meaning: "position in a list"),
    "link": "Link", "price": "Price", "products": "Products", "publishAt": "Goes on sale",
    "sellsOn": "Sells on",
    "seoDescription": "Description for search engines",
    "seoTitle": "Title for search engines", "sku": "SKU", "slug": "Address", "shops": "Shops",
    "stock": "Stock",
    "tags": "Tags", "text": "Text", "title": "Title",
    "tracksStock": "Counted", "variant": "Variant", "variants": "Variants", "visibleFrom": "Visible from",
    "visibleUntil": "Visible until",
    "weightGrams": "Weight in grams",
    "descriptionFormat": "Format of the description", "revision": "State of", "video": "Video",
    "takesCashOnDelivery": "Cash on delivery", "warrantyMonths": "Months of warranty",
    "warrantyText": "Warranty",
  ]

  private static let people: [String: Words] = [
    "address": "Business address", "adminRole": "Role", "birthDate": "Date of birth",
    "businessType": "Who sells", "codes": "Codes by app", "contactName": "Contact person",
    "legalName": "Legal name", "passkey": "Passkey", "passkeys": "Passkeys", "permissions": "Permissions",
    "phone": "Phone", "provider": "Provider", "registrationNumber": "Registration number", "role": "Role",
    "taxId": "VAT or tax number", "website": "Website",
  ]
}
