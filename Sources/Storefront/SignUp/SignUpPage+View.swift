import Presentation
import Web

private let maximumNameLength = 80

extension SignUpPage {
  func html(_ flash: Flash?) -> HTML {
    let fields: HTML = """
      <form class="stack" method="post" action="\(Paths.signUp)" enctype="multipart/form-data">\(form.summary)\(EntryForm.next(next))\
      \(Field.text("name", "Your name", in: form, maximumLength: maximumNameLength, autocomplete: "name"))\
      \(Field.email(in: form, hint: "A code goes there, to see that it is yours."))\
      \(Field.password(in: form, hint: "At least 8 characters. A few words in a row are best.", isNew: true))\
      \(picture)\
      \(Field.checkbox("sells", "I want to open a shop", in: form, hint: "Comes right after the code."))\
      \(Button.submit("Create account", size: .wide))</form>\
      \(ProviderButtons.show(providers, next: next))
      """
    return StorefrontPage.renderForm(
      head: DocumentHead(title: "Sign up", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash, title: "Create your account",
      intro: "One account for buying from every shop, and for opening one of your own.", fields,
      below: EntryForm.question(
        "Have an account already?", "Log in", EntryForm.path(Paths.signIn, next: next)))
  }

  private var picture: HTML {
    """
    <div class="avatar-editor"><div class="avatar-editor__picture" id="avatar">\
    \(Picture.orPlaceholder(nil, title: form.value("name") ?? "", sizes: "96px"))</div>\
    <div class="avatar-editor__fields">\
    \(EntryForm.picture("Picture", in: form, required: false))</div></div>
    """
  }
}
