"""The form of a photo: the file, and what it shows in her words."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gravida.app.photos import reading
from gravida.app.photos.reading import NotTaken, Plain
from gravida.app.record.forms.choices import text

READ_HERE = "image/jpeg,image/png,image/webp"
"""For the browser: a telephone that is told so hands over a JPEG by itself. What arrives is looked at all the same."""


class PhotoForm(forms.Form):
    """A new photo. ``plain`` is the picture that was found in the file."""

    file = forms.FileField(
        label="Photo",
        allow_empty_file=True,
        required=False,
        help_text="JPEG, PNG or WebP, up to 20 MB.",
        widget=forms.FileInput(attrs={"accept": READ_HERE}),
    )
    says = text(
        "What it shows, in your words",
        "You may leave this empty. It is read aloud, or shown, where the photo is not seen.",
        most=300,
    )
    plain: Plain | None = None
    needs_file = True

    def clean_file(self) -> None:
        """Read the photo at once, so that what is wrong with it is said beside it."""
        given: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if given is None:
            if self.needs_file:
                raise forms.ValidationError("Choose a photo.")
            return
        try:
            self.plain = reading.read(given.read())
        except NotTaken as error:
            raise forms.ValidationError(str(error)) from None


class ChangedPhotoForm(PhotoForm):
    """Other words for a photo, or another photo in its place."""

    needs_file = False
