import Catalog
import Kernel
import Presentation
import Web

extension AttributePage {
  func html(_ request: Request) -> HTML {
    let title = Words(verbatim: attribute.name)
    return frame.page(
      .categories, request, title: title,
      breadcrumbs: Navigation.breadcrumbs([
        ("Categories", AdminPaths.categories),
        (Words(verbatim: category.name), AdminPaths.category(category.slug)), (title, nil),
      ]),
      FormLayout.form(
        action: AdminPaths.attribute(attribute.slug, of: category.slug), state: form,
        cancelPath: AdminPaths.category(category.slug),
        FormLayout.section(
          "Attribute", "What goods of this category say. Its kind stays, as goods have values of it.",
          AttributeFields.html(form, attribute.kind))))
  }
}

extension AttributeFields {
  /// The fields of an attribute of a kind; of all kinds where none is known yet.
  static func html(_ form: FormState, _ kind: CategoryAttribute.Kind?) -> HTML {
    let kinds = CategoryAttribute.Kind.allCases.map { Choice($0.rawValue, $0.title) }
    let unit = Field.text(
      "unit", "Unit", in: form, hint: "For a number, as cm or kg.", required: false, maximumLength: 20,
      width: .short)
    let choices = Field.multiline(
      "choices", "Values to choose from", in: form, hint: "One in each line.", required: kind == .choice,
      rows: 5)
    return """
      \(Field.text("name", "Name", in: form, hint: "As people read it: Screen size.", maximumLength: 80))\
      \(when: kind == nil, Field.select("kind", "Kind", kinds, in: form))\
      \(when: kind == nil || kind == .number, unit)\(when: kind == nil || kind == .choice, choices)\
      \(Field.checkbox("required", "Has to be said of everything that is for sale", in: form))\
      \(Field.checkbox("filterable", "Listings can be narrowed by it", in: form))\
      \(when: kind != nil, Field.number("position", Words("Place", meaning: "position in a list"), in: form,
        hint: "Lower comes first.", required: false))
      """
  }
}

// The attributes on the page of a category.
extension CategoryPage {
  /// The form of a new attribute before anything was typed.
  static let newAttribute = FormState(id: "attribute", values: ["kind": CategoryAttribute.Kind.text.rawValue])

  private static func dialog(_ attribute: CategoryAttribute) -> String { "delete-\(attribute.id)" }

  var attributeCard: HTML {
    let own = tree.ownAttributes(of: category.id)
    let inherited = tree.attributes(of: category.id).filter { $0.category != category.id }
    if own.isEmpty, inherited.isEmpty {
      return Notice.empty(
        .tag, "No attributes yet",
        "Attributes are what goods of this category say, as a screen's size. Customers compare goods by them."
      )
    }
    let columns = [
      TableColumn("Attribute", isMain: true), TableColumn("Kind"), TableColumn("Required"),
      TableColumn("Filter"), TableColumn("From"), TableColumn("", .end),
    ]
    let rows = inherited.map { row($0, isOwn: false) } + own.map { row($0, isOwn: true) }
    return Card.show("Attributes", DataTable.show("Attributes", columns, rows))
  }

  private func row(_ attribute: CategoryAttribute, isOwn: Bool) -> TableRow {
    let home = attribute.category.flatMap { tree[$0] } ?? category
    let delete = Button.iconDialog(
      .trash, label: "Delete \(attribute.name)", opens: CategoryPage.dialog(attribute))
    let kind: Words =
      attribute.unit.isEmpty ? attribute.kind.title : "\(attribute.kind.title), in \(attribute.unit)"
    return TableRow(
      id: attribute.id.description, label: Words(verbatim: attribute.name),
      path: AdminPaths.attribute(attribute.slug, of: home.slug),
      [
        written(attribute.name), HTML(kind), HTML(attribute.isRequired ? "Yes" as Words : "No"),
        HTML(attribute.isFilterable ? "Yes" as Words : "No"), written(home.name),
        isOwn ? delete : HTML(),
      ])
  }

  var newAttributeCard: HTML {
    Card.show(
      "New attribute",
      """
      <form class="stack" method="post" action="\(AdminPaths.attributes(of: category.slug))">\
      \(attributeForm.summary)\(AttributeFields.html(attributeForm, nil))\
      \(FormLayout.actions(Button.submit("Add", icon: .plus)))</form>
      """)
  }

  /// With an attribute goes what goods say of it.
  var attributeDialogs: [HTML] {
    tree.ownAttributes(of: category.id).map { attribute in
      Dialog.confirm(
        id: CategoryPage.dialog(attribute), title: "Delete \(attribute.name)?",
        text: "What goods say of it goes, too, and can't be brought back.", label: "Delete",
        to: AdminPaths.deleteAttribute(attribute.slug, of: category.slug))
    }
  }
}
