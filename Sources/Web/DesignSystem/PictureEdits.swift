import Kernel

/// The dialog in which one chooses what is done to a picture of `PictureEditor`.
package struct PictureEdits {
  private let choices: [Choice]
  private let previewPath: String
  private let undoPath: String

  /// Posts the picture as `image` and the choices as `edits` to `previewPath`, and the picture alone to `undoPath`.
  package init(_ choices: [Choice], previewPath: String, undoPath: String) {
    self.choices = choices
    self.previewPath = previewPath
    self.undoPath = undoPath
  }

  static func dialog(_ index: Int) -> String { "edit-picture-\(index + 1)" }

  func dialog(_ uploaded: UploadedPicture, _ index: Int) -> HTML {
    let undo = Button.post(
      "Undo all edits", to: undoPath, kind: .quiet, icon: .undo, fields: [("image", uploaded.id)])
    return Dialog.show(
      id: Self.dialog(index), title: "Edit picture \(index + 1)",
      """
      <form method="post" action="\(previewPath)" class="stack">\
      \(uploaded.picture.html(sizes: "140px"))\(Button.hidden("image", uploaded.id))\
      \(Field.checkboxes("edits", "What to do", choices, in: FormState(id: Self.dialog(index))))\
      <div>\(Button.submit("Preview", icon: .eye))</div></form>\(when: uploaded.isEdited, undo)
      """)
  }
}
