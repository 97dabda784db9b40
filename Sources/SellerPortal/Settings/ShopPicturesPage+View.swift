import Kernel
import Presentation
import Vendors
import Web

extension ShopPicturesPage {
  func html(_ request: Request) -> HTML {
    let sections: HTML = """
      \(FormLayout.section(
        "Picture", "A square: your sign or face. It stands beside the shop's name everywhere.",
        upload(.avatar, avatar, "At least 160 pixels wide and high.")))\
      \(FormLayout.section(
        "Banner", "The wide picture at the top of your shop.",
        upload(.banner, banner, "Four times as wide as high; 1600 by 400 pixels is best.")))
      """
    return frame.page(
      .settings, request, title: "Settings",
      actions: frame.shop.status.badge(for: .vendor),
      """
      \(SettingsTabs.html(frame, current: frame.paths.shopPictures))<div class="form">\(sections)</div>\
      \(when: avatar != nil, removal(.avatar))\(when: banner != nil, removal(.banner))
      """)
  }

  private func upload(_ kind: ShopPicture, _ picture: Picture?, _ hint: Words) -> HTML {
    var form = FormState(id: kind.rawValue)
    if let refused, refused.picture == kind { form = refused.form }
    let removal: HTML? = picture.map { _ in
      Button.dialog(
        "Remove …", opens: "remove-\(kind.rawValue)", kind: .quiet, icon: .trash, size: .small)
    }
    return """
      \(picture.map { $0.html(sizes: "480px") })\
      <form class="stack" method="post" action="\(frame.paths.shopPicture(kind))" enctype="multipart/form-data">\(form.summary)\
      \(Field.file("file", "New picture", accept: "image/jpeg,image/png,image/webp", in: form, hint: hint))\
      <div>\(Button.submit("Upload", kind: .secondary, icon: .upload))</div></form>\(removal)
      """
  }

  private func removal(_ kind: ShopPicture) -> HTML {
    Dialog.confirm(
      id: "remove-\(kind.rawValue)", title: "Remove the picture?", text: "This can't be taken back.",
      label: "Remove", to: frame.paths.removing(kind))
  }
}
