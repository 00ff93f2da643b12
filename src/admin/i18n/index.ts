import translations from "../../../admin/i18n"

export default translations
