import Catalog
import Kernel
import Presentation
import Web

extension SitePage {
  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(FormLayout.form(action: AdminPaths.site, state: form, names))\
      \(Card.show("Logo", logoForm))\
      \(when: logo != nil, removal)
      """
    return frame.page(
      .site, request, title: "Site",
      actions:
        "\(Button.link("Markets", to: AdminPaths.markets))\(Button.link("See the storefront", to: Paths.home, icon: .external))",
      content)
  }

  private var names: HTML {
    FormLayout.section(
      "Name", "What the header, mails and search engines call the marketplace.",
      """
      \(Field.text("name", "Name", in: form, maximumLength: 60, width: .half))\
      \(Field.text("tagline", "Tagline", in: form, required: false, maximumLength: 140))
      """)
  }

  private var logoForm: HTML {
    let removal =
      logo == nil
      ? nil : Button.dialog("Remove …", opens: SitePage.removalDialog, kind: .quiet, icon: .trash)
    return """
      \(logo.map { $0.html(sizes: "480px") })\
      <form class="stack" method="post" action="\(AdminPaths.siteLogo)" enctype="multipart/form-data">\
      \(Field.file(
        "logo", "Picture", accept: "image/png,image/jpeg,image/webp", in: form,
        hint: "Shown instead of the name. PNG, JPEG or WebP."))\
      \(FormLayout.actions(Button.submit("Upload", kind: .secondary, icon: .upload)))</form>\(removal)
      """
  }

  private static let removalDialog = "remove-logo"

  private var removal: HTML {
    Dialog.confirm(
      id: SitePage.removalDialog, title: "Remove the picture?", text: "This can't be taken back.",
      label: "Remove", to: AdminPaths.site, fields: [("removeLogo", "true")])
  }
}
