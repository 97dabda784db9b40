import Catalog
import Kernel
import Presentation
import Web

extension SitePage {
  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(FormLayout.form(action: AdminPaths.site, state: form, "\(names)\(bannerTexts)"))\
      \(Card.show("Logo", pictureForm(
        logo, AdminPaths.siteLogo, "logo", "Shown instead of the name. PNG, JPEG or WebP.", remove: "removeLogo")))\
      \(Card.show("Banner picture", pictureForm(
        banner, AdminPaths.siteBanner, "picture", "At least 1600 pixels wide.", remove: "banner.removeImage")))\
      \(when: logo != nil, removal("removeLogo"))\(when: banner != nil, removal("banner.removeImage"))
      """
    return frame.page(
      .site, request, title: "Site",
      actions: Button.link("See the storefront", to: Paths.home, icon: .external),
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

  private var bannerTexts: HTML {
    FormLayout.section(
      "Banner", "The first thing that visitors of the home page see.",
      """
      \(Field.text("banner.title", "Title", in: form, required: false, maximumLength: 120))\
      \(Field.multiline("banner.text", "Text", in: form, required: false, rows: 3, maximumLength: 300))\
      \(Field.text(
        "banner.link", "Where it leads", in: form, hint: "A path as /categories/garden", required: false,
        maximumLength: 500))
      """)
  }

  private func pictureForm(
    _ picture: Picture?, _ path: String, _ field: String, _ hint: Words, remove: String
  ) -> HTML {
    let removal: HTML? =
      picture == nil
      ? nil
      : Button.dialog("Remove …", opens: Self.dialog(remove), kind: .quiet, icon: .trash)
    return """
      \(picture.map { $0.html(sizes: "480px") })\
      <form class="stack" method="post" action="\(path)" enctype="multipart/form-data">\
      \(Field.file(field, "Picture", accept: "image/png,image/jpeg,image/webp", in: form, hint: hint))\
      \(FormLayout.actions(Button.submit("Upload", kind: .secondary, icon: .upload)))</form>\(removal)
      """
  }

  private static func dialog(_ field: String) -> String {
    "remove-\(field == "removeLogo" ? "logo" : "banner")"
  }

  private func removal(_ field: String) -> HTML {
    Dialog.confirm(
      id: Self.dialog(field), title: "Remove the picture?", text: "This can't be taken back.",
      label: "Remove",
      to: AdminPaths.site, fields: [(field, "true")])
  }
}
