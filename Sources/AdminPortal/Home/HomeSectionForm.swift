import Catalog
import Kernel
import Web

/// What the form of a section sent, made ready for the catalogue. The form has the names of the catalogue's fields; what
/// is picked by hand and the picture have places of their own.
struct HomeSectionForm {
  private let form: Parameters
  private let section: HomeSection
  private let zone: Zone
  /// The key of a picture that came with the form.
  private let picture: String?

  /// Reads a form; `section` is what it changes, times are those of a zone.
  init(_ form: Parameters, _ section: HomeSection, _ zone: Zone, picture: String?) {
    self.form = form
    self.section = section
    self.zone = zone
    self.picture = picture
  }

  /// Fields that are read otherwise than they are typed.
  private static let typed: Set<String> = [
    "visibleFrom", "visibleUntil", "products.rule.tags", "products.rule.brands", "products.rule.minimumPrice",
    "products.rule.maximumPrice", "addition", "removePicture",
  ]

  /// What is to be stored. Throws `.invalidInput` with everything that is wrong.
  func input(isNew: Bool) throws -> HomeSectionInput {
    var errors: [FieldError] = []
    let parameters = parameters(isNew: isNew, &errors)
    do {
      let input = try HomeSectionInput.read(parameters)
      if errors.isEmpty { return input }
    } catch let problem as Problem where problem.kind == .invalidInput {
      errors += problem.fields.filter { other in !errors.contains { $0.field == other.field } }
    }
    throw Problem(.invalidInput, fields: errors)
  }

  private func parameters(isNew: Bool, _ errors: inout [FieldError]) -> Parameters {
    var out = Parameters()
    for pair in form.pairs where !Self.typed.contains(pair.name) { out.append(pair.name, pair.value) }
    out = out.setting("kind", section.content.kind.rawValue)
    out = out.setting("id", isNew ? nil : section.id.description)
    appendMoment("visibleFrom", section.visibleFrom, to: &out, &errors)
    appendMoment("visibleUntil", section.visibleUntil, to: &out, &errors)
    switch section.content {
    case .banner(let banner):
      let kept = form.has("removePicture") ? nil : banner.picture?.key
      out = out.setting("banner.picture", picture ?? kept)
    case .categories(let categories):
      for id in categories.chosen { out.append("categories.chosen", id.description) }
    case .shops(let shops):
      for id in shops.shops { out.append("shops.shops", id.description) }
    case .products(let collection):
      for id in collection.products { out.append("products.products", id.description) }
      if collection.rule != nil { appendRule(to: &out, &errors) }
    case .promises, .recentlyViewed, .text, .invitation: break
    }
    return out
  }

  /// A field has no seconds; what nobody touched stays to the millisecond.
  private func appendMoment(
    _ name: String, _ present: Timestamp?, to out: inout Parameters, _ errors: inout [FieldError]
  ) {
    let text = (form[name] ?? "").trimmed
    if text.isEmpty { return }
    guard let moment = present.flatMap({ zone.typed($0) == text ? $0 : nil }) ?? zone.moment(typed: text)
    else {
      errors.append(
        FieldError(field: name, code: "invalid", message: "Write the moment as 2026-03-01T09:30."))
      return
    }
    out.append(name, moment.rfc3339)
  }

  private func appendRule(to out: inout Parameters, _ errors: inout [FieldError]) {
    for name in ["products.rule.tags", "products.rule.brands"] {
      for value in (form[name] ?? "").split(separator: ",").map({ String($0).trimmed }) where !value.isEmpty {
        out.append(name, value)
      }
    }
    for name in ["products.rule.minimumPrice", "products.rule.maximumPrice"] {
      let text = (form[name] ?? "").trimmed
      if text.isEmpty { continue }
      guard let currency = form["products.rule.currency"].flatMap({ Currency($0) }) else {
        // The catalogue says that the currency is missing.
        out.append(name, "0")
        continue
      }
      do {
        out.append(name, String(try WantedAmount.typed(text, .current).units(of: currency)))
      } catch let failure {
        errors.append(FieldError(field: name, code: failure.code, message: failure.message))
      }
    }
  }
}

extension FormState {
  /// The fields of a section as the form shows them.
  init(_ section: HomeSection, _ zone: Zone) {
    var values: [String: String] = [
      "visibleFrom": section.visibleFrom.map(zone.typed) ?? "",
      "visibleUntil": section.visibleUntil.map(zone.typed) ?? "",
    ]
    switch section.content {
    case .banner(let banner):
      values.add(banner.heading, "banner.heading")
      values.add(banner.text, "banner.text")
      values.add(banner.button, "banner.button")
      values["banner.link"] = banner.link
    case .categories(let categories):
      values.add(categories.title, "categories.title")
      values["categories.count"] = String(categories.count)
    case .shops(let shops):
      values.add(shops.title, "shops.title")
      values["shops.choice"] = shops.choice.rawValue
      values["shops.count"] = String(shops.count)
    case .text(let text):
      values.add(text.title, "text.title")
      values.add(text.text, "text.text")
    case .products(let collection): values.add(collection)
    case .promises, .recentlyViewed, .invitation: break
    }
    self = FormState(values: values).ofStored
  }
}

extension [String: String] {
  fileprivate mutating func add(_ text: LocalText, _ name: String) {
    self["\(name).text"] = text.text
    for (tag, translation) in text.translations { self["\(name).translations[\(tag)]"] = translation }
  }

  fileprivate mutating func add(_ collection: HomeCollection) {
    add(collection.title, "products.title")
    self["products.count"] = String(collection.count)
    self["products.minimum"] = String(collection.minimum)
    if collection.inStockOnly { self["products.inStockOnly"] = "true" }
    guard let rule = collection.rule else { return }
    let currency = rule.currency.flatMap { Currency($0) }
    func typed(_ amount: Int64?) -> String {
      guard let amount, let currency else { return "" }
      return Money(amount, currency).typed
    }
    self["products.rule.category"] = rule.category?.description ?? ""
    self["products.rule.tags"] = rule.tags.joined(separator: ", ")
    self["products.rule.brands"] = rule.brands.joined(separator: ", ")
    self["products.rule.currency"] = rule.currency ?? ""
    self["products.rule.minimumPrice"] = typed(rule.minimumPrice)
    self["products.rule.maximumPrice"] = typed(rule.maximumPrice)
    self["products.rule.sort"] = rule.sort.rawValue
    if rule.reducedOnly { self["products.rule.reducedOnly"] = "true" }
  }
}
