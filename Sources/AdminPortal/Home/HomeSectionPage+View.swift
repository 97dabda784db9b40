import Catalog
import Kernel
import Presentation
import Web

extension HomeSectionPage {
  func html(_ request: Request) -> HTML {
    let title: Words = isNew ? "New section: \(addition.title)" : section.name
    return frame.page(
      .home, request, title: title,
      breadcrumbs: Navigation.breadcrumbs([("Home page", AdminPaths.home), (title, nil)]),
      "\(editor)\(picks?.html)")
  }

  /// What it was begun as.
  private var addition: Addition {
    if case .products(let collection) = section.content {
      return collection.rule == nil ? .pickedProducts : .products
    }
    return Addition(rawValue: section.content.kind.rawValue) ?? .text
  }

  private var editor: HTML {
    let fields: HTML = """
      \(when: isNew, Button.hidden("addition", addition.rawValue))\(content)\
      \(FormLayout.section(
        "Visible", "When customers see it, once it is published. Empty fields have no limit.", period))
      """
    return FormLayout.form(
      action: isNew ? AdminPaths.homeSections : AdminPaths.homeSection(section.id), state: form,
      saveLabel: "Save in the draft", cancelPath: AdminPaths.home, isMultipart: isBanner, isNew: isNew, fields
    )
  }

  private var isBanner: Bool { section.content.kind == .banner }

  private var period: HTML {
    let hint: Words = "The time is that of \(zone.title)."
    return FormLayout.row(
      Field.input(
        "datetime-local", "visibleFrom", "Visible from", in: form, hint: hint, required: false),
      Field.input("datetime-local", "visibleUntil", "Visible until", in: form, hint: hint, required: false))
  }

  private var content: HTML {
    switch section.content {
    case .banner: banner
    case .categories: categories
    case .products(let collection): collection.rule == nil ? pickedProducts : ruledProducts
    case .shops: shops
    case .text: text
    case .promises:
      explanation("Four promises to buyers, in the words of the program and the language of who reads.")
    case .recentlyViewed:
      explanation("What this browser has shown before. Customers who have looked at nothing see nothing.")
    case .invitation: explanation("Asks people to open a shop.")
    }
  }

  private func explanation(_ words: Words) -> HTML {
    FormLayout.section(section.content.kind.title, "There is nothing to choose here.", "<p>\(words)</p>")
  }

  private var banner: HTML {
    """
    \(FormLayout.section(
      "Words", "They stand beside the picture.",
      """
      \(HomeTexts.line("banner.heading", "Heading", 120, in: form))\
      \(HomeTexts.lines("banner.text", "Text", 300, in: form))\
      \(HomeTexts.line("banner.button", "Button", 40, in: form, hint: "“Look around” when empty."))\
      \(Field.text(
        "banner.link", "Where it leads", in: form, hint: "A path as /categories/garden", required: false,
        maximumLength: 500))
      """))\
    \(FormLayout.section("Picture", "At least 1600 pixels wide.", pictureFields))
    """
  }

  private var pictureFields: HTML {
    let present: HTML? = picture.map { picture in
      """
      \(picture.html(sizes: "480px"))\(Field.checkbox("removePicture", "Remove the picture", in: form))
      """
    }
    return """
      \(present)\(Field.file(
        "picture", "Picture", accept: "image/png,image/jpeg,image/webp", in: form,
        hint: "PNG, JPEG or WebP.", required: false))
      """
  }

  private var categories: HTML {
    FormLayout.section(
      "Categories", "Tiles of the categories that are picked below; of the top categories where none is.",
      """
      \(HomeTexts.line("categories.title", "Title", 80, in: form, hint: "The usual one when empty."))\
      \(Field.number(
        "categories.count", "How many at most", in: form, minimum: 1, maximum: HomeLimits.picks))
      """)
  }

  private var shops: HTML {
    FormLayout.section(
      "Shops", "Shops that are picked by hand are chosen once the section is saved.",
      """
      \(HomeTexts.line("shops.title", "Title", 80, in: form, hint: "The usual one when empty."))\
      \(Field.radios(
        "shops.choice", "Which shops",
        [
          Choice("newest", "The newest"), Choice("mostFollowed", "Those that most people follow"),
          Choice("byHand", "Picked by hand"),
        ], in: form))\
      \(Field.number("shops.count", "How many at most", in: form, minimum: 1, maximum: HomeLimits.picks))
      """)
  }

  private var text: HTML {
    FormLayout.section(
      "Text", "An empty line begins a new paragraph.",
      """
      \(HomeTexts.line("text.title", "Title", 80, in: form))\
      \(HomeTexts.lines("text.text", "Text", 5000, in: form, rows: 8))
      """)
  }
}

/// Fields of a text with its translations.
enum HomeTexts {
  /// One line.
  static func line(
    _ name: String, _ label: Words, _ maximum: Int, in form: FormState, hint: Words? = nil
  ) -> HTML {
    translated(
      name, label, in: form,
      Field.text("\(name).text", label, in: form, hint: hint, required: false, maximumLength: maximum)
    ) { Field.text($0, $1, in: form, required: false, maximumLength: maximum) }
  }

  /// Several lines.
  static func lines(
    _ name: String, _ label: Words, _ maximum: Int, in form: FormState, rows: Int = 3
  ) -> HTML {
    translated(
      name, label, in: form,
      Field.multiline("\(name).text", label, in: form, required: false, rows: rows, maximumLength: maximum)
    ) { Field.multiline($0, $1, in: form, required: false, rows: rows, maximumLength: maximum) }
  }

  private static func translated(
    _ name: String, _ label: Words, in form: FormState, _ field: HTML, _ other: (String, Words) -> HTML
  ) -> HTML {
    let languages = Languages.all
    guard languages.count > 1 else { return field }
    let fields = languages.map { language in
      other("\(name).translations[\(language.tag)]", "\(label) (\(language.readName))")
    }
    let isOpen = languages.contains { !(form.value("\(name).translations[\($0.tag)]") ?? "").isEmpty }
    return """
      \(field)<details class="fold"\(attribute: "open", if: isOpen)><summary class="fold__head">\
      <span>\(say: "\(label) in other languages")</span>\(Icon.show(.chevronDown))</summary>\
      <div class="stack">\(fields)</div></details>
      """
  }
}
