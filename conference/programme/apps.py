from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "conference.programme"

    def ready(self):
        from .revision import Revised, watch

        for model in self.get_models():
            if issubclass(model, Revised):
                watch(model)
